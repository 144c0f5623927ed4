package org.nativecomet.gateway.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.change.Extent.ByPath;
import org.nativecomet.gateway.http.TargetUri;

class ExtentTest {
  private static final List<String> PATHS =
      List.of(
          "*",
          "/",
          "/?x",
          "/a",
          "/a-b",
          "/a/",
          "/a/1",
          "/a/1/2?y",
          "/a?x",
          "/a?x=1&y",
          "/aa",
          "/a\u00ff",
          "/b");

  private static List<String> found(ByPath extent) {
    List<String> found = extent.in(new TreeSet<>(PATHS));
    // The index and the question must never differ.
    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(PATHS.stream().filter(extent::covers).toList());
    return found;
  }

  @Test
  void oneTargetIsItselfOctetForOctet() {
    assertThat(found(new Extent.OneTarget("/a", target -> true))).containsExactly("/a");
    assertThat(found(new Extent.OneTarget("/A", target -> true))).isEmpty();
  }

  @Test
  void whatIsBelowIsOnWholeSegmentsAndWithAnyQuery() {
    assertThat(found(new Extent.Below("/a", target -> true)))
        .containsExactlyInAnyOrder("/a", "/a/", "/a/1", "/a/1/2?y", "/a?x", "/a?x=1&y");
  }

  @Test
  void belowAFolderIsNotTheResourceOfItsName() {
    assertThat(found(new Extent.Below("/a/", target -> true)))
        .containsExactlyInAnyOrder("/a/", "/a/1", "/a/1/2?y");
  }

  @Test
  void belowTheRootIsEverythingThatHasAPath() {
    assertThat(found(new Extent.Below("/", target -> true))).hasSize(PATHS.size() - 1);
  }

  @Test
  void octetsThatOthersStartWithNeedNotEndAtASegment() {
    assertThat(found(new Extent.StartingWith("/a?", target -> true)))
        .containsExactly("/a?x", "/a?x=1&y");
    assertThat(found(new Extent.StartingWith("/a", target -> true)))
        .contains("/aa", "/a-b", "/a\u00ff");
  }

  @Test
  void theScopeNarrowsEach() {
    TargetUri here = new TargetUri("http", "a.example", "/a");
    TargetUri there = new TargetUri("http", "b.example", "/a");
    for (Extent extent :
        List.of(
            new Extent.OneTarget("/a", here::isSameOrigin),
            new Extent.Below("/", here::isSameOrigin),
            new Extent.StartingWith("/", here::isSameOrigin),
            new Extent.InGroup("g", here::isSameOrigin))) {
      assertThat(extent.concerns(here, Set.of("g"))).isTrue();
      assertThat(extent.concerns(there, Set.of("g"))).isFalse();
    }
  }

  @Test
  void aGroupIsComparedCharacterByCharacter() {
    Extent group = new Extent.InGroup("g", target -> true);
    TargetUri target = new TargetUri("http", "a.example", "/a");
    assertThat(group.concerns(target, Set.of("G", "gg", " g"))).isFalse();
    assertThat(group.concerns(target, Set.of())).isFalse();
  }
}
