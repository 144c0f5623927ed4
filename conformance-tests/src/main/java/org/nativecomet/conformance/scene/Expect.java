package org.nativecomet.conformance.scene;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nativecomet.conformance.wire.Answer;

/**
 * Something that is expected of a response.
 *
 * @param says for people
 * @param selects whether it picks the response out of those that arrive, rather than judging it
 */
public record Expect(String says, boolean selects, BiPredicate<Scene, Answer> holds) {

  /** The response that carries this Exchange-Id. */
  public static Expect id(String id) {
    return new Expect(
        "Exchange-Id " + id,
        true,
        (scene, answer) -> answer.fields().first("Exchange-Id").map(id::equals).orElse(false));
  }

  /** The response whose Content-Location is this target. */
  public static Expect at(String template) {
    return new Expect(
        "Content-Location " + template,
        true,
        (scene, answer) ->
            answer
                .fields()
                .first("Content-Location")
                .map(scene.fill(template)::equals)
                .orElse(false));
  }

  /** The next response, whichever it is. */
  public static Expect next() {
    return new Expect("whatever comes next", true, (scene, answer) -> true);
  }

  /** The response that ends a stream after a fatal error. */
  public static Expect fatal() {
    return new Expect(
        "an error with Connection: close",
        true,
        (scene, answer) ->
            answer.status() >= 400 && answer.fields().members("Connection").contains("close"));
  }

  public static Expect status(int... codes) {
    return judging(
        "status "
            + Arrays.stream(codes).mapToObj(String::valueOf).collect(Collectors.joining(" or ")),
        answer -> Arrays.stream(codes).anyMatch(code -> code == answer.status()));
  }

  /** A status of a class, such as 4. */
  public static Expect statusClass(int... classes) {
    return judging(
        "status "
            + Arrays.stream(classes).mapToObj(c -> c + "xx").collect(Collectors.joining(" or ")),
        answer -> Arrays.stream(classes).anyMatch(c -> c == answer.status() / 100));
  }

  public static Expect field(String name, String template) {
    return new Expect(
        name + ": " + template,
        false,
        (scene, answer) -> answer.fields().all(name).equals(List.of(scene.fill(template))));
  }

  /** A field whose value has a member of this name. */
  public static Expect member(String name, String member) {
    return judging(
        name + " with " + member,
        answer ->
            answer.fields().members(name).stream()
                .anyMatch(
                    m ->
                        m.equals(member.toLowerCase(Locale.ROOT))
                            || m.startsWith(member.toLowerCase(Locale.ROOT) + ";")));
  }

  public static Expect matches(String name, String regex) {
    Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    return judging(
        name + " like " + regex,
        answer -> answer.fields().first(name).map(v -> pattern.matcher(v).find()).orElse(false));
  }

  public static Expect has(String name) {
    return judging("a " + name + " field", answer -> answer.fields().has(name));
  }

  public static Expect lacks(String name) {
    return judging("no " + name + " field", answer -> !answer.fields().has(name));
  }

  public static Expect content(String template) {
    return new Expect(
        "content \"" + shortened(template) + "\"",
        false,
        (scene, answer) -> answer.content().equals(scene.fill(template)));
  }

  public static Expect noContent() {
    return judging("no content", answer -> answer.content().isEmpty());
  }

  public static Expect contentLacks(String template) {
    return new Expect(
        "content without \"" + template + "\"",
        false,
        (scene, answer) -> !answer.content().contains(scene.fill(template)));
  }

  /** Keeps the value of a field for later templates, as {@code {$name}}. */
  public static Expect remembers(String field, String name) {
    return new Expect(
        "a " + field + " field",
        false,
        (scene, answer) -> {
          answer.fields().first(field).ifPresent(value -> scene.remember(name, value));
          return answer.fields().has(field);
        });
  }

  /** The response with this content, picked out of those that arrive. */
  public static Expect whoseContentIs(String template) {
    return new Expect(
        "content \"" + shortened(template) + "\" in the end",
        true,
        (scene, answer) -> answer.content().equals(scene.fill(template)));
  }

  /** No sign of an open subscription. */
  public static Expect notSubscribed() {
    return judging(
        "no Subscribed field but none",
        answer -> answer.fields().first("Subscribed").map("none"::equals).orElse(true));
  }

  /** The first if possible; the second is accepted, with a warning. */
  public static Expect either(Expect strict, Expect lenient) {
    return new Expect(
        strict.says + " (accepted: " + lenient.says + ")",
        false,
        (scene, answer) -> {
          if (strict.holds.test(scene, answer)) {
            return true;
          }
          boolean accepted = lenient.holds.test(scene, answer);
          if (accepted) {
            scene.accept(lenient.says + " instead of " + strict.says);
          }
          return accepted;
        });
  }

  private static Expect judging(String says, java.util.function.Predicate<Answer> holds) {
    return new Expect(says, false, (scene, answer) -> holds.test(answer));
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  /** What a list of expectations says. */
  public static String describe(Expect... expectations) {
    return Arrays.stream(expectations).map(Expect::says).collect(Collectors.joining(", "));
  }
}
