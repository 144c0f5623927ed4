package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private static final Fields FIELDS =
      Fields.of("Accept", "a/b", "ETag", "\"1\"", "accept", "c/d, ,e/f");

  @Test
  void namesAreComparedWithoutRegardToCase() {
    assertThat(FIELDS.has("ACCEPT")).isTrue();
    assertThat(FIELDS.first("etag")).contains("\"1\"");
    assertThat(FIELDS.has("Acc")).isFalse();
    assertThat(FIELDS.first("Accept-Language")).isEmpty();
  }

  @Test
  void linesStayApartAndInOrder() {
    assertThat(FIELDS.values("Accept")).containsExactly("a/b", "c/d, ,e/f");
    assertThat(FIELDS).extracting(Fields.Line::name).containsExactly("Accept", "ETag", "accept");
    assertThat(FIELDS.size()).isEqualTo(3);
  }

  @Test
  void linesAreCombinedByCommas() {
    assertThat(FIELDS.combined("Accept")).contains("a/b, c/d, ,e/f");
    assertThat(FIELDS.combined("X")).isEmpty();
    assertThat(FIELDS.list("Accept")).containsExactly("a/b", "c/d", "e/f");
    assertThat(FIELDS.list("X")).isEmpty();
    assertThat(FIELDS.lists("Accept", "C/D")).isTrue();
    assertThat(FIELDS.lists("Accept", "c")).isFalse();
  }

  @Test
  void everyChangeGivesNewFields() {
    assertThat(FIELDS.with("accept", "x/y").values("Accept")).containsExactly("x/y");
    assertThat(FIELDS.plus("Accept", "x/y").values("Accept")).hasSize(3);
    assertThat(FIELDS.without("ACCEPT")).isEqualTo(Fields.of("ETag", "\"1\""));
    assertThat(FIELDS.without(List.of("etag", "accept")).isEmpty()).isTrue();
    assertThat(FIELDS.values("Accept")).hasSize(2);
  }

  @Test
  void withoutWhatIsNotThereIsTheSame() {
    assertThat(FIELDS.without("X")).isSameAs(FIELDS);
  }

  @Test
  void anUpdateReplacesEveryLineOfTheNamesItHas() {
    Fields newer = Fields.of("ACCEPT", "1", "X", "2", "accept", "3");
    Fields updated = FIELDS.updatedBy(newer);
    assertThat(updated.values("Accept")).containsExactly("1", "3");
    assertThat(updated.values("X")).containsExactly("2");
    assertThat(updated.values("ETag")).containsExactly("\"1\"");
  }

  @Test
  void equalFieldsHaveTheSameLinesInTheSameOrder() {
    assertThat(Fields.of("A", "1", "B", "2")).isEqualTo(Fields.of("A", "1", "B", "2"));
    assertThat(Fields.of("A", "1", "B", "2")).isNotEqualTo(Fields.of("B", "2", "A", "1"));
    assertThat(Fields.of("A", "1").hashCode()).isEqualTo(Fields.of("A", "1").hashCode());
    assertThat(Fields.builder().build()).isSameAs(Fields.empty());
  }

  @Test
  void aBuilderDoesNotChangeWhatItHasBuilt() {
    Fields.Builder builder = Fields.builder().add("A", "1");
    Fields built = builder.build();
    builder.set("A", "2");
    assertThat(built.first("A")).contains("1");
  }
}
