package org.nativecomet.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.http.TargetTemplate;

class ConfigReaderTest {
  private static final RouteCachingSection BY_THE_LETTER =
      new RouteCachingSection(
          false, Optional.empty(), Optional.empty(), List.of(), List.of(), false);

  private static final URI ORIGIN = URI.create("http://127.0.0.1:9000");

  private static GatewayConfig read(String yaml) throws ConfigException {
    return new ConfigReader()
        .yaml("gateway.yaml", yaml)
        .option("origin", ORIGIN.toString(), "--origin")
        .read();
  }

  private static void assertRefused(String yaml, String sentence) {
    assertThatThrownBy(() -> new ConfigReader().yaml("my.yaml", yaml).read())
        .isInstanceOf(ConfigException.class)
        .hasMessage(sentence);
  }

  @Test
  void whatIsNotSaidKeepsItsDefault() throws ConfigException {
    GatewayConfig config = read("origins:\n  connect-timeout: 1s\n");
    GatewayConfig defaults = read("");
    assertThat(config.origins().connectTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.origins().responseTimeout()).isEqualTo(defaults.origins().responseTimeout());
    assertThat(config.cache()).isEqualTo(defaults.cache());
  }

  @Test
  void aSectionWhoseOptionsAreAllCommentedOutChangesNothing() throws ConfigException {
    assertThat(read("origins:\n  # connect-timeout: 1s\n")).isEqualTo(read(""));
  }

  @Test
  void anEmptyFileChangesNothing() throws ConfigException {
    assertThat(read("# nothing here\n")).isEqualTo(read(""));
  }

  @Test
  void oneOriginServesEverything() throws ConfigException {
    assertThat(
            new ConfigReader().yaml("my.yaml", "origin: https://api.example/base").read().routes())
        .containsExactly(
            new RouteSection(
                Optional.empty(),
                Optional.empty(),
                URI.create("https://api.example/base"),
                BY_THE_LETTER,
                Optional.empty()));
  }

  @Test
  void routesKeepTheirOrder() throws ConfigException {
    String yaml =
        """
        routes:
          - host: API.example
            path: /v1
            origin: http://127.0.0.1:9001
            authorize-each: 5m
          - origin: http://127.0.0.1:9000
        """;
    assertThat(new ConfigReader().yaml("my.yaml", yaml).read().routes())
        .containsExactly(
            new RouteSection(
                Optional.of("api.example"),
                Optional.of("/v1"),
                URI.create("http://127.0.0.1:9001"),
                BY_THE_LETTER,
                Optional.of(Duration.ofMinutes(5))),
            new RouteSection(
                Optional.empty(), Optional.empty(), ORIGIN, BY_THE_LETTER, Optional.empty()));
  }

  @Test
  void aRouteSaysHowItIsCachedAndTheCacheSectionWhatItLeavesOut() throws ConfigException {
    String yaml =
        """
        cache:
          default-freshness: 10s
          ignore-query: [utm_*]
        routes:
          - path: /v1
            origin: http://127.0.0.1:9001
            cache:
              override-freshness: 1h
              ignore-query: ["*", a.b%5B]
              public-cookies: true
          - path: /v2
            origin: http://127.0.0.1:9002
            cache: {default-freshness: origin, bypass: true, ignore-directives: [no-cache]}
          - origin: http://127.0.0.1:9000
        """;
    assertThat(new ConfigReader().yaml("my.yaml", yaml).read().routes())
        .extracting(RouteSection::caching)
        .containsExactly(
            new RouteCachingSection(
                false,
                Optional.of(Duration.ofSeconds(10)),
                Optional.of(Duration.ofHours(1)),
                List.of(),
                List.of("*", "a.b%5B"),
                true),
            new RouteCachingSection(
                true,
                Optional.empty(),
                Optional.empty(),
                List.of("no-cache"),
                List.of("utm_*"),
                false),
            new RouteCachingSection(
                false,
                Optional.of(Duration.ofSeconds(10)),
                Optional.empty(),
                List.of(),
                List.of("utm_*"),
                false));
  }

  @Test
  void oneOriginIsCachedAsTheCacheSectionSays() throws ConfigException {
    String yaml = "origin: http://127.0.0.1:9000\ncache: {bypass: true}";
    assertThat(new ConfigReader().yaml("my.yaml", yaml).read().routes().get(0).caching().bypass())
        .isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bypass: 1 | bypass: \"1\" is not true or false",
        "default-freshness: 10 | default-freshness: \"10\" is not whole seconds such as 30s, 5m or"
            + " 1h, or origin to leave it to the origin",
        "override-freshness: 1500ms | override-freshness: \"1500ms\" is not whole seconds such as"
            + " 30s, 5m or 1h, or origin to leave it to the origin",
        "ignore-directives: [max-age] | ignore-directives: \"max-age\" is not one of no-cache,"
            + " no-store, private, must-revalidate, proxy-revalidate",
        "ignore-query: [\"a=b\"] | ignore-query: \"a=b\" is not the name of a query parameter, such"
            + " as fbclid or utm_*",
        "ignore-query: [\"*_id\"] | ignore-query: \"*_id\" is not the name of a query parameter,"
            + " such as fbclid or utm_*",
        "ignore-query: utm_* | ignore-query: expected a list"
      })
  void aFaultInACachingOptionIsNamedWithItsRoute(String option, String sentence) {
    assertRefused("cache:\n  " + option, "my.yaml, line 2: cache." + sentence);
    assertRefused(
        "routes:\n  - origin: http://127.0.0.1:9000\n    cache:\n      " + option,
        "my.yaml, line 4: routes[].cache." + sentence);
  }

  @Test
  void targetedFieldsAreFieldNames() {
    assertRefused(
        "cache:\n  targeted-fields: [\"CDN Cache\"]",
        "my.yaml, line 2: cache.targeted-fields: \"CDN Cache\" is not a field name such as"
            + " CDN-Cache-Control");
  }

  @Test
  void aFlagOverridesTheFile() throws ConfigException {
    GatewayConfig config =
        new ConfigReader()
            .yaml("my.yaml", "listen: 127.0.0.1:1\nroutes:\n  - origin: http://a.example\n")
            .option("listen", "[::1]:2", "--listen")
            .option("origin", ORIGIN.toString(), "--origin")
            .read();
    assertThat(config.listen()).isEqualTo(new Address("::1", 2));
    assertThat(config.routes()).extracting(RouteSection::origin).containsExactly(ORIGIN);
  }

  @Test
  void aFaultyFlagIsNamedAsTheFlag() {
    assertThatThrownBy(() -> new ConfigReader().option("listen", "8080", "--listen").read())
        .hasMessage("--listen: \"8080\" is not an address HOST:PORT, such as 127.0.0.1:8080");
  }

  @Test
  void withoutAnOriginTheSentenceTellsWhatToDo() {
    assertThatThrownBy(() -> new ConfigReader().read())
        .hasMessageStartingWith("no origin is given: start with --origin http://HOST:PORT");
  }

  @Test
  void anEmptyListOfRoutesIsNoOrigin() {
    assertThatThrownBy(() -> new ConfigReader().yaml("my.yaml", "routes: []").read())
        .hasMessageStartingWith("no origin is given");
  }

  @Test
  void tlsNeedsAllOfItsOptions(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("chain.pem"), "");
    assertRefused(
        "tls:\n  listen: 127.0.0.1:8443\n  certificate: " + file + "\n",
        "my.yaml, line 1: tls.key is required too");
    assertThatThrownBy(
            () -> new ConfigReader().option("tls.listen", "127.0.0.1:0", "--tls-listen").read())
        .hasMessage("--tls-listen: tls.certificate is required too");
  }

  @Test
  void tlsFilesMustBeReadable() {
    assertRefused(
        "tls:\n  listen: 127.0.0.1:8443\n  certificate: /no/such\n  key: /no/such\n",
        "my.yaml, line 3: tls.certificate: \"/no/such\" is not a file that can be read");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> new ConfigReader().file(Path.of("/no/such.yaml")))
        .hasMessage(
            "--config: the file \"/no/such.yaml\" cannot be read as UTF-8 text:"
                + " NoSuchFileException");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "listen: 8080 | line 1: listen: \"8080\" is not an address HOST:PORT, such as 127.0.0.1:8080",
        "listen: localhost:65536 | line 1: listen: \"localhost:65536\" is not an address HOST:PORT,"
            + " such as 127.0.0.1:8080",
        "listen: [::1]:80 | line 1: not valid YAML: expected the node content, but found ':'",
        "listen: [a] | line 1: listen: expected one value; one that begins with [ or { needs quotes",
        "listen: | line 1: listen: has no value",
        "listn: 1 | line 1: there is no option \"listn\"; did you mean listen?",
        "colour: red | line 1: there is no option \"colour\"",
        "origins: {conect-timeout: 1s} | line 1: there is no option \"origins.conect-timeout\"; did you"
            + " mean connect-timeout?",
        "origins: 1 | line 1: origins: expected options written as KEY: VALUE below it",
        "origins: {connect-timeout: 3} | line 1: origins.connect-timeout: \"3\" is not a duration such"
            + " as 500ms, 30s, 5m or 1h",
        "origins: {connect-timeout: 0s} | line 1: origins.connect-timeout: \"0s\" is not between 1ms"
            + " and 168h",
        "origins: {max-head: 64KB} | line 1: origins.max-head: \"64KB\" is not a size such as 4096,"
            + " 64KiB or 16MiB",
        "origins: {max-head: 1023} | line 1: origins.max-head: \"1023\" is not between 1KiB and 1MiB",
        "origins: {max-connections: many} | line 1: origins.max-connections: \"many\" is not a whole"
            + " number",
        "origins: {preserve-host: yes} | line 1: origins.preserve-host: \"yes\" is not true or false",
        "polling: {jitter: 0.6} | line 1: polling.jitter: \"0.6\" is not between 0.0 and 0.5",
        "polling: {min-interval: 6s} | line 1: polling.min-interval is longer than polling.max-interval",
        "subscriptions: {long-poll-wait: 5m} | line 1: subscriptions.long-poll-wait is longer than"
            + " subscriptions.max-long-poll-wait",
        "subscriptions: {max-long-poll-wait: 1s} | line 1: subscriptions.long-poll-wait is longer"
            + " than subscriptions.max-long-poll-wait",
        "listen: 127.0.0.1:8081 | line 1: admin is the same address as listen",
        "log: {level: loud} | line 1: log.level: \"loud\" is not one of error, warn, info, debug",
        "stream: {path: comet} | line 1: stream.path: \"comet\" is not a path that starts with /",
        "connections: {trusted-proxies: 10.0.0.1} | line 1: connections.trusted-proxies: expected a list",
        "connections: {trusted-proxies: [10.0.0.0/33]} | line 1: connections.trusted-proxies:"
            + " \"10.0.0.0/33\" is not an IP address or a CIDR block such as 10.0.0.0/8",
        "origin: ftp://a.example | line 1: origin: \"ftp://a.example\" is not the URI of an origin, such"
            + " as http://127.0.0.1:9000 (no user, query or fragment)",
        "origin: http://u@a.example | line 1: origin: \"http://u@a.example\" is not the URI of an origin,"
            + " such as http://127.0.0.1:9000 (no user, query or fragment)",
        "routes: [{host: a.example}] | line 1: routes[].origin is required too",
        "admin: 0.0.0.0:8081 | line 1: admin is an address that other machines may reach, which needs"
            + " admin-token or admin-token-file",
        "admin: admin.example:1 | line 1: admin is an address that other machines may reach, which"
            + " needs admin-token or admin-token-file",
        "admin-token: top secret | line 1: admin-token: expected a token of letters, digits and"
            + " -._~+/, such as a random one",
        "admin-token-file: /no/such | line 1: admin-token-file: \"/no/such\" is not a file that can be"
            + " read and holds a token of letters, digits and -._~+/, such as a random one",
        "changes: {purge-from: [localhost]} | line 1: changes.purge-from: \"localhost\" is not an IP"
            + " address or a CIDR block such as 10.0.0.0/8",
        "changes: {rules: [{path: /a}]} | line 1: changes.rules[].changes is required too",
        "changes: {rules: [{path: '/{a}{b}', changes: [/]}]} | line 1: changes.rules[].path:"
            + " \"/{a}{b}\" is not a path template such as /items/{id}, with at most one variable in"
            + " a segment",
        "changes: {rules: [{path: '/i/{id}', changes: ['/u/{uid}']}]} | line 1:"
            + " changes.rules[].changes: \"/u/{uid}\" is not a path such as /items, or a prefix such as"
            + " \"/items?*\" (the variables are {id})",
        "changes: {rules: [{path: /i, methods: [GET], changes: [/]}]} | line 1:"
            + " changes.rules[].methods: \"GET\" is not an unsafe method such as PUT",
        "changes: {rules: [{path: /i, methods: [put], changes: [/]}]} | line 1:"
            + " changes.rules[].methods: \"put\" is not an unsafe method such as PUT",
        "changes: {rules: [{path: /i, changes: []}]} | line 1: changes.rules[].changes: expected at"
            + " least one value",
        "changes: {rules: [{path: /i, chnages: [/]}]} | line 1: there is no option"
            + " \"changes.rules[].chnages\"; did you mean changes?",
        "[1] | line 1: expected options written as KEY: VALUE",
      })
  void aFaultIsOneSentenceThatNamesTheOption(String yaml, String sentence) {
    assertRefused(yaml, "my.yaml, " + sentence);
  }

  @Test
  void faultsNameTheLineOfTheOption() {
    assertRefused(
        "listen: 127.0.0.1:0\n\norigins:\n  # comment\n  keep-alive:\n    never\n",
        "my.yaml, line 5: origins.keep-alive: \"never\" is not a duration such as 500ms, 30s, 5m or 1h");
  }

  @Test
  void aKeyGivenTwiceIsRefused() {
    assertRefused("listen: a:1\nlisten: a:2\n", "my.yaml, line 2: \"listen\" is given twice");
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertRefused(
        "listen: a:1\n---\nlisten: a:2\n",
        "my.yaml, line 3: expected one YAML document, found a second");
  }

  @Test
  void aliasesAreRefused() {
    assertRefused("listen: &a h:1\nadmin: *a\n", "my.yaml, line 2: YAML aliases are not supported");
  }

  @Test
  void originAndRoutesExcludeEachOther() {
    assertRefused(
        "origin: http://a.example\nroutes:\n  - origin: http://b.example\n",
        "my.yaml, line 1: origin cannot be given together with routes");
  }

  @Test
  void controlCharactersOfTheFileDoNotReachTheTerminal() {
    assertRefused(
        "listen: \"a\\e[31m\\nb\"\n",
        "my.yaml, line 1: listen: \"a?[31m?b\" is not an address HOST:PORT, such as"
            + " 127.0.0.1:8080");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:0", "127.1.2.3:0", "localhost:0", "'[::1]:0'"})
  void onTheLoopbackInterfaceAdminNeedsNoToken(String address) throws ConfigException {
    String yaml = "origin: http://a.example\nadmin: " + address;
    assertThat(new ConfigReader().yaml("my.yaml", yaml).read().adminToken()).isEmpty();
  }

  @Test
  void anAdminTokenMayBeInAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "s3cret\n");
    String yaml = "origin: http://a.example\nadmin: 0.0.0.0:0\nadmin-token-file: " + file;
    GatewayConfig config = new ConfigReader().yaml("my.yaml", yaml).read();
    assertThat(config.adminToken().map(AdminToken::value)).contains("s3cret");
    assertThat(config.toString()).doesNotContain("s3cret");
    assertRefused(
        yaml + "\nadmin-token: x",
        "my.yaml, line 4: admin-token cannot be given together with admin-token-file");
  }

  @Test
  void rulesAreRead() throws ConfigException {
    String yaml =
        """
        origin: http://a.example
        changes:
          rules:
            - path: /items/{id}
              methods: [PUT]
              host: API.example
              changes: [/items, "/items?*", "/users/{id}/items"]
            - path: /x
              changes: [/y]
        """;
    RuleSection rule = new ConfigReader().yaml("my.yaml", yaml).read().changes().rules().get(0);
    assertThat(rule.path()).hasToString("/items/{id}");
    assertThat(rule.methods()).containsExactly("PUT");
    assertThat(rule.host()).contains("api.example");
    assertThat(rule.changes())
        .extracting(TargetTemplate::text)
        .containsExactly("/items", "/items?", "/users/{id}/items");
  }
}
