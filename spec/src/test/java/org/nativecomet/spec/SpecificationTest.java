package org.nativecomet.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SpecificationTest {
  private static final Pattern ID = Pattern.compile("\\b[A-Z]{2,4}-[1-9][0-9]*\\b");
  private static final Pattern LOOKS_LIKE_A_BLOCK = Pattern.compile("\\*\\*[A-Za-z]+-[0-9]+.*");
  private static final Set<String> OTHER_NAMES = Set.of("BCP", "CVE", "RFC", "UTF", "ISO");

  private final Specification specification = Specification.load();

  @Test
  void hasAtLeastTheRequirementsThatWerePromised() {
    assertThat(specification.requirements()).hasSizeGreaterThanOrEqualTo(120);
  }

  @Test
  void everyLineThatLooksLikeARequirementIsRead() {
    long lines =
        specification.text().lines().filter(l -> LOOKS_LIKE_A_BLOCK.matcher(l).matches()).count();

    assertThat((long) specification.requirements().size()).isEqualTo(lines);
  }

  @Test
  void everyRequirementHasOneKeyWordAndItsIntentNone() {
    for (Requirement requirement : specification.requirements()) {
      assertThat(keyWords(requirement.sentence()))
          .as(requirement.id())
          .containsExactly(requirement.level().word());
      assertThat(keyWords(requirement.intent())).as(requirement.id()).isEmpty();
    }
  }

  @Test
  void everyRequirementNamesWhomItBinds() {
    for (Requirement requirement : specification.requirements()) {
      String actor =
          requirement.id().startsWith("API-")
              ? "user agent"
              : requirement.actor().name().toLowerCase(Locale.ROOT);
      assertThat(requirement.sentence().toLowerCase(Locale.ROOT))
          .as(requirement.id())
          .matches("(a|the) " + actor + " .*");
    }
  }

  @Test
  void keyWordsStandInRequirementsOnly() {
    String explanations =
        specification
            .text()
            .lines()
            .filter(line -> !LOOKS_LIKE_A_BLOCK.matcher(line).matches())
            .collect(Collectors.joining("\n"));

    assertThat(keyWords(explanations)).isEmpty();
  }

  @Test
  void everyRequirementThatIsMentionedExists() {
    assertThat(ID.matcher(specification.text()).results().map(MatchResult::group))
        .filteredOn(id -> !OTHER_NAMES.contains(id.substring(0, id.indexOf('-'))))
        .allSatisfy(id -> assertThat(specification.requirement(id)).as(id).isPresent());
  }

  @Test
  void whatBindsClientsIsListedAsBeyondATestOfServers() {
    List<String> clients =
        specification.requirements().stream()
            .filter(requirement -> requirement.actor() == Actor.CLIENT)
            .map(Requirement::id)
            .toList();

    assertThat(specification.untestable().keySet()).containsAll(clients);
    assertThat(specification.untestable())
        .allSatisfy((id, reason) -> assertThat(reason).as(id).isNotBlank());
  }

  @Test
  void everyInternalLinkLeadsToAHeading() {
    Set<String> headings =
        specification
            .text()
            .lines()
            .filter(line -> line.startsWith("#"))
            .map(SpecificationTest::anchor)
            .collect(Collectors.toSet());

    assertThat(Pattern.compile("\\]\\(#([^)]+)\\)").matcher(specification.text()).results())
        .isNotEmpty()
        .allSatisfy(link -> assertThat(headings).contains(link.group(1)));
  }

  @Test
  void everyLinkOfTheWebIsSecure() {
    assertThat(specification.text()).doesNotContain("](http:");
  }

  @Test
  void anIdThatIsUsedTwiceIsRefused() {
    String block = "**SUB-1** (server): A server MUST act.\n*Intent:* Or else.\n\n";

    assertThatIllegalArgumentException().isThrownBy(() -> Specification.parse(block + block));
  }

  @Test
  void aRequirementWithoutIntentIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Specification.parse("**SUB-1** (server): A server MUST act.\n"));
  }

  private static List<String> keyWords(String text) {
    return Specification.KEY_WORD.matcher(text).results().map(MatchResult::group).toList();
  }

  /** The anchor that Markdown renderers give a heading. */
  private static String anchor(String heading) {
    return heading
        .replaceFirst("^#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9 -]", "")
        .replace(' ', '-');
  }
}
