package org.nativecomet.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example is a file, every file is an example, and each is what it claims to be. */
class ExamplesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("\\[([^\\]]+)\\]\\(examples/([^)]+)\\)\n\n```http\n(.*?)```", Pattern.DOTALL);
  private static final Pattern BLOCK = Pattern.compile("^```http$", Pattern.MULTILINE);

  private final Specification specification = Specification.load();

  static List<String> wellFormed() {
    return Specification.load().examples().stream().filter(n -> !n.startsWith("bad-")).toList();
  }

  static List<String> malformed() {
    return Specification.load().examples().stream().filter(n -> n.startsWith("bad-")).toList();
  }

  @Test
  void everyExampleInTheTextIsItsFile() {
    Matcher example = EXAMPLE.matcher(specification.text());
    int count = 0;
    while (example.find()) {
      assertThat(example.group(1)).isEqualTo(example.group(2));
      assertThat(Specification.resource("examples/" + example.group(2)))
          .as(example.group(2))
          .isEqualTo(example.group(3).replace("\n", "\r\n"));
      count++;
    }
    assertThat((long) count).isEqualTo(BLOCK.matcher(specification.text()).results().count());
    assertThat(count).isPositive();
  }

  @Test
  void everyFileIsShownInTheText() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(specification.examples());
    }
  }

  @ParameterizedTest
  @MethodSource("wellFormed")
  void isFramedAsItSays(String name) {
    List<EnclosedMessage> messages = StrictReader.read(Specification.resource("examples/" + name));

    assertThat(messages).isNotEmpty();
    assertThat(messages).extracting(EnclosedMessage::isResponse).containsOnly(isResponse(name));
    if (!name.contains("s.http")) {
      assertThat(messages).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void isRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StrictReader.read(Specification.resource("examples/" + name)));
  }

  @ParameterizedTest
  @MethodSource("wellFormed")
  void keepsTheRulesForEnclosedMessages(String name) {
    List<EnclosedMessage> messages = StrictReader.read(Specification.resource("examples/" + name));
    if (name.endsWith("s.http")) {
      messages.forEach(ExamplesTest::assertEnclosedCorrectly);
    }
    messages.stream()
        .filter(EnclosedMessage::isStream)
        .flatMap(outer -> StrictReader.read(outer.content()).stream())
        .forEach(ExamplesTest::assertEnclosedCorrectly);
  }

  private static void assertEnclosedCorrectly(EnclosedMessage message) {
    if (message.isResponse()) {
      assertThat(message.field("Date")).as("SUB-33").isPresent();
      assertThat(message.field("Content-Location").isPresent() || isFatal(message))
          .as("COR-5")
          .isTrue();
      if (message.startLine().startsWith("HTTP/1.1 304")
          || message.startLine().startsWith("HTTP/1.1 204")) {
        assertThat(message.field("Content-Length")).as("FRM-19").isEmpty();
      } else {
        assertThat(message.field("Content-Length")).as("FRM-18").isPresent();
      }
    } else {
      assertThat(message.field("Host")).as("MSG-1").isPresent();
    }
  }

  private static boolean isFatal(EnclosedMessage response) {
    return response.field("Connection").map("close"::equals).orElse(false);
  }

  private static boolean isResponse(String name) {
    return name.contains(".response");
  }
}
