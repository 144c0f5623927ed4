package org.nativecomet.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar in the text is complete and well formed. */
class GrammarTest {
  private static final Pattern ABNF = Pattern.compile("```abnf\n(.*?)```", Pattern.DOTALL);
  private static final Pattern IMPORTS = Pattern.compile("The names that the requirements take.*");

  private final String text = Specification.load().text();

  @Test
  void everyRuleIsDefinedOrNamedAsImported() {
    Map<String, Set<String>> rules = rules();
    Set<String> imported = imported();

    rules.forEach(
        (name, references) ->
            assertThat(references)
                .as(name)
                .allMatch(other -> rules.containsKey(other) || imported.contains(other)));
    assertThat(imported).doesNotContainAnyElementsOf(rules.keySet());
  }

  @Test
  void everyNewFieldHasARule() {
    Pattern row = Pattern.compile("^\\| ([A-Z][A-Za-z-]+) \\| [a-z ]+ \\| \\[", Pattern.MULTILINE);
    Set<String> fields =
        row.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());

    assertThat(fields).hasSizeGreaterThan(5);
    assertThat(rules().keySet()).containsAll(fields);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a =", "a = b /", "a = (b", "a = b)", "= b", "a = b ] c", "a = *"})
  void malformedRulesAreRefused(String rule) {
    assertThatIllegalArgumentException().isThrownBy(() -> Abnf.read(rule));
  }

  private Map<String, Set<String>> rules() {
    Map<String, Set<String>> rules = new LinkedHashMap<>();
    ABNF.matcher(text)
        .results()
        .map(block -> Abnf.read(block.group(1)))
        .forEach(
            block ->
                block.forEach(
                    (name, references) ->
                        assertThat(rules.put(name, references)).as(name).isNull()));
    return rules;
  }

  private Set<String> imported() {
    String sentence =
        IMPORTS.matcher(text).results().map(MatchResult::group).findFirst().orElseThrow();
    return Pattern.compile("`([A-Za-z-]+)`")
        .matcher(sentence)
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toSet());
  }
}
