package org.nativecomet.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Writes docs/configuration.md out of the shipped gateway.yaml and the flags. */
final class ConfigurationReference {
  private static final Pattern COMMENTED_OPTION = Pattern.compile("# ( *(?:- )?[a-z-]+:(?: .*)?)");
  private static final Pattern OPTION =
      Pattern.compile("( *)([a-z-]+):(?: +([^#]*?))?(?: +# (.*))?");

  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Written by ConfigurationReferenceTest out of gateway.yaml and the flags; change those. -->

      The gateway runs with nothing but `--origin`. Everything else has a default, which the
      shipped file holds together with what it means; `java -jar gateway.jar --print-config` prints
      it. A file given with `--config` needs to hold only what differs. Flags override the file.

      An unknown option, a wrong type or a bad value is one sentence on standard error that names
      the option and its line, and exit status 2; so is a port that is taken. `--check-config` looks
      for all of that but the port, and stops.

      Durations are written `500ms`, `30s`, `5m` or `1h`; sizes in octets, or as `64KiB`, `16MiB` or
      `2GiB`; addresses as `HOST:PORT`, where port 0 picks a free one and an IPv6 address is in
      brackets and, since YAML would read those as a list, in quotes: `"[::1]:8080"`.
      """;

  private final StringBuilder page = new StringBuilder(INTRODUCTION);

  private ConfigurationReference() {}

  static String render(String yaml) {
    ConfigurationReference reference = new ConfigurationReference();
    String[] blocks = yaml.split("\n\n", -1);
    for (int i = 1; i < blocks.length; i++) {
      reference.block(blocks[i].lines().toList());
    }
    reference.flags();
    return reference.page.toString();
  }

  /** One part of the file: some prose, then options, either all set or all commented out. */
  private void block(List<String> lines) {
    int first = 0;
    while (lines.get(first).startsWith("# ") && !isCommentedOption(lines.get(first))) {
      first++;
    }
    String prose =
        String.join(" ", lines.subList(0, first).stream().map(line -> line.substring(2)).toList());
    List<String> options = lines.subList(first, lines.size());
    if (isCommentedOption(options.get(0))) {
      example(prose, options.stream().map(line -> line.substring(2)).toList());
    } else if (options.size() == 1) {
      single(prose, options.get(0));
    } else {
      table(prose, options);
    }
  }

  private static boolean isCommentedOption(String line) {
    return COMMENTED_OPTION.matcher(line).matches();
  }

  private void example(String prose, List<String> options) {
    List<String> names = new ArrayList<>();
    for (String option : options) {
      Matcher matcher = OPTION.matcher(option);
      if (matcher.matches() && matcher.group(1).isEmpty()) {
        names.add("`" + matcher.group(2) + "`");
      }
    }
    heading(String.join(" and ", names), prose);
    page.append("\n```yaml\n").append(String.join("\n", options)).append("\n```\n");
  }

  private void single(String prose, String option) {
    Matcher matcher = matched(option);
    heading("`" + matcher.group(2) + "`", prose);
    page.append("\nDefault: `").append(matcher.group(3)).append("`\n");
  }

  private void table(String prose, List<String> options) {
    heading("`" + matched(options.get(0)).group(2) + "`", prose);
    page.append("\n| option | default | |\n|---|---|---|\n");
    String above = "";
    for (String option : options.subList(1, options.size())) {
      if (option.startsWith("# ")) {
        withoutDefault(options.get(0), options.subList(options.indexOf(option), options.size()));
        return;
      }
      if (option.startsWith("  # ")) {
        above = (above + " " + option.substring(4)).strip();
        continue;
      }
      Matcher matcher = matched(option);
      String meaning = Objects.requireNonNullElse(matcher.group(4), above);
      page.append(
          "| `" + matcher.group(2) + "` | `" + matcher.group(3) + "` | " + meaning + " |\n");
      above = "";
    }
  }

  /** What a section may have besides, commented out at its end. */
  private void withoutDefault(String section, List<String> lines) {
    int first = 0;
    while (!isCommentedOption(lines.get(first))) {
      first++;
    }
    List<String> texts = lines.stream().map(line -> line.substring(2)).toList();
    page.append("\n").append(String.join(" ", texts.subList(0, first))).append("\n\n```yaml\n");
    page.append(section).append("\n");
    page.append(String.join("\n", texts.subList(first, texts.size()))).append("\n```\n");
  }

  private void heading(String name, String prose) {
    page.append("\n## ").append(name).append("\n\n").append(prose).append('\n');
  }

  private static Matcher matched(String option) {
    Matcher matcher = OPTION.matcher(option);
    if (!matcher.matches()) {
      throw new AssertionError("not an option: " + option);
    }
    return matcher;
  }

  private void flags() {
    page.append("\n## Flags\n\n```text\n")
        .append(
            new CommandLine(new CommandLineOptions()).getUsageMessage(CommandLine.Help.Ansi.OFF))
        .append("```\n");
  }
}
