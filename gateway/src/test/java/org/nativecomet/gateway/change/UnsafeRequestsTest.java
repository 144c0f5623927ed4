package org.nativecomet.gateway.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Enclosure;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.PathTemplate;
import org.nativecomet.gateway.http.TargetTemplate;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.testing.PipedContent;
import org.nativecomet.gateway.testing.RecordingSink;

class UnsafeRequestsTest {
  private static final TargetUri ITEM = new TargetUri("http", "g.example", "/items/1");

  private final List<Change> changes = new ArrayList<>();
  private final List<Change> perhaps = new ArrayList<>();
  private final List<Change> forgotten = new ArrayList<>();
  private List<ChangeRule> rules = List.of();
  private final RecordingSink client = new RecordingSink();
  private ResponseSink owed = client;

  private void send(String method, boolean enclosed) {
    UnsafeRequests handler =
        new UnsafeRequests(
            change -> {
              forgotten.add(change);
              return Reach.NOBODY;
            },
            change -> {
              changes.add(change);
              return Reach.NOBODY;
            },
            change -> {
              perhaps.add(change);
              return Reach.NOBODY;
            },
            rules,
            (one, other) -> one.scheme().equals(other.scheme()),
            (request, sink) -> owed = sink);
    Request request =
        new Request(
            new Method(method),
            ITEM,
            Fields.empty(),
            Content.empty(),
            new Client("127.0.0.1", "1.1"),
            enclosed ? Optional.of(new Enclosure(Optional.empty())) : Optional.empty());
    handler.handle(request, client);
  }

  private void answer(int statusCode, String... fields) {
    owed.respond(Response.of(statusCode, Fields.of(fields), new byte[0]));
  }

  private List<String> changedPaths() {
    return changes.stream()
        .flatMap(change -> change.extents().stream())
        .map(extent -> ((Extent.OneTarget) extent).pathAndQuery())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "POST", "PATCH", "DELETE", "UNHEARD-OF"})
  void anUnsafeRequestThatSucceedsMayHaveChangedItsTarget(String method) {
    send(method, false);
    assertThat(changes).isEmpty();

    answer(204);

    assertThat(changedPaths()).containsExactly("/items/1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
  void aSafeRequestChangesNothing(String method) {
    send(method, false);

    answer(200);

    assertThat(changes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 412, 500, 503})
  void anUnsafeRequestThatFailsChangesNothing(int statusCode) {
    send("PUT", false);

    answer(statusCode);

    assertThat(changes).isEmpty();
    assertThat(perhaps).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 504})
  void aWriteWhoseAnswerIsLostMayHaveBeenDoneSoSubscribersAreAskedForAndNothingIsDropped(
      int statusCode) {
    send("DELETE", false);

    answer(statusCode, "Proxy-Status", "native-comet; error=http_response_timeout");

    assertThat(perhaps).extracting(Change::cause).containsExactly(Change.Cause.UNSAFE_REQUEST);
    assertThat(changes).isEmpty();
    assertThat(forgotten).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"connection_refused", "connection_timeout", "dns_error"})
  void aWriteThatWasNeverSentHasChangedNothing(String error) {
    send("PUT", false);

    answer(502, "Proxy-Status", "inner; error=" + error + ", native-comet");

    assertThat(perhaps).isEmpty();
    assertThat(changes).isEmpty();
  }

  @Test
  void aDeletionIsSaidToBeOne() {
    send("DELETE", false);

    answer(204);

    assertThat(changes.get(0).cause()).isEqualTo(Change.Cause.DELETION);
  }

  @Test
  void whatTheAnswerNamesMayHaveChangedToo() {
    send("POST", false);

    answer(201, "Location", "2?x", "Content-Location", "http://g.example/items");

    assertThat(changedPaths()).containsExactly("/items/1", "/items/2?x", "/items");
  }

  @ParameterizedTest
  @CsvSource({"Location,http://other.example/x", "Content-Location,//other.example/x"})
  void whatIsOfAnotherOriginIsNot(String field, String value) {
    send("POST", false);

    answer(201, field, value);

    assertThat(changedPaths()).containsExactly("/items/1");
  }

  @Test
  void theSameResourceUnderAnotherAuthorityIsMeant() {
    send("PUT", false);

    answer(204);

    assertThat(
            changes.get(0).concerns(new TargetUri("http", "alias.example", "/items/1"), Set.of()))
        .isTrue();
    assertThat(changes.get(0).concerns(new TargetUri("ftp", "g.example", "/items/1"), Set.of()))
        .isFalse();
    assertThat(changes.get(0).concerns(new TargetUri("http", "g.example", "/items/2"), Set.of()))
        .isFalse();
  }

  @Test
  void anEnclosedWriterHasItsWholeAnswerBeforeTheChangeIsAnnounced() {
    send("PUT", true);
    PipedContent content = PipedContent.chunked();
    owed.respond(new Response(200, Fields.empty(), content));
    assertThat(changes).isEmpty();

    content.push("done");
    content.complete();

    assertThat(client.await().text()).isEqualTo("done");
    assertThat(changedPaths()).containsExactly("/items/1");
  }

  @Test
  void aWriterThatLeavesDoesNotTakeItsWriteBack() {
    send("PUT", false);

    client.abandon();

    assertThat(changedPaths()).containsExactly("/items/1");
  }

  private static ChangeRule rule(String methods, String host, String path, String... changes) {
    return new ChangeRule(
        methods.isEmpty() ? Set.of() : Set.of(methods.split(" ", -1)),
        host.isEmpty() ? Optional.empty() : Optional.of(host),
        PathTemplate.parse(path).orElseThrow(),
        Stream.of(changes).map(TargetTemplate::parse).map(Optional::orElseThrow).toList());
  }

  private List<Extent> byRules() {
    return changes.stream()
        .filter(change -> change.cause() == Change.Cause.RULE)
        .flatMap(change -> change.extents().stream())
        .toList();
  }

  @Test
  void aRuleNamesWhatElseHasChanged() {
    rules = List.of(rule("", "", "/items/{id}", "/items", "/items?*", "/users/{id}/items"));
    send("PUT", false);

    answer(204);

    assertThat(byRules()).hasSize(3);
    Change told = changes.get(1);
    for (String path : List.of("/items", "/items?page=2", "/users/1/items")) {
      assertThat(told.concerns(ITEM.at(path), Set.of())).as(path).isTrue();
    }
    for (String path : List.of("/items/2", "/itemsx", "/users/2/items")) {
      assertThat(told.concerns(ITEM.at(path), Set.of())).as(path).isFalse();
    }
    assertThat(told.concerns(new TargetUri("ftp", "g.example", "/items"), Set.of())).isFalse();
  }

  @Test
  void whatARuleCoversButWasToldOfAlreadyIsNotToldOfAgain() {
    rules = List.of(rule("", "", "/items/{id}", "/items/*"));
    send("PUT", false);

    answer(204);

    assertThat(changes.get(1).concerns(ITEM, Set.of())).isFalse();
    assertThat(changes.get(1).concerns(ITEM.at("/items/2"), Set.of())).isTrue();
  }

  @Test
  void whatARuleNamesIsForgottenBeforeTheWriterHasItsAnswer() {
    rules = List.of(rule("", "", "/items/{id}", "/items"));
    send("PUT", true);
    PipedContent content = PipedContent.chunked();

    owed.respond(new Response(200, Fields.empty(), content));

    assertThat(forgotten).hasSize(1);
    assertThat(changes).isEmpty();
    content.complete();
    assertThat(byRules()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "PATCH,'',/items/{id},0",
    "PUT PATCH,'',/items/{id},1",
    "'',g.example,/items/{id},1",
    "'',h.example,/items/{id},0",
    "'',g.exam,/items/{id},0",
    "'','',/items,0",
    "'','',/items/{id}/x,0",
    "'','',/items/*,1"
  })
  void aRuleIsForItsMethodsItsHostAndItsPath(
      String methods, String host, String path, int applications) {
    rules = List.of(rule(methods, host, path, "/x"));
    send("PUT", false);

    answer(204);

    assertThat(byRules()).hasSize(applications);
  }

  @ParameterizedTest
  @CsvSource({"PUT,409", "GET,200"})
  void aRuleDoesNotApplyToWhatFailedOrIsSafe(String method, int statusCode) {
    rules = List.of(rule("", "", "/items/{id}", "/items"));
    send(method, false);

    answer(statusCode);

    assertThat(changes).isEmpty();
    assertThat(forgotten).isEmpty();
  }

  @Test
  void aRuleAppliesToAWriterThatLeft() {
    rules = List.of(rule("", "", "/items/{id}", "/items"));
    send("PUT", false);

    client.abandon();

    assertThat(byRules()).hasSize(1);
  }

  @Test
  void theGroupsThatTheAnswerNamesHaveChangedInItsOrigin() {
    send("POST", false);

    answer(200, "Cache-Group-Invalidation", "\"a\", \"b\"");

    Change told = changes.get(1);
    assertThat(told.cause()).isEqualTo(Change.Cause.GROUP);
    assertThat(told.concerns(ITEM.at("/x"), Set.of("b"))).isTrue();
    assertThat(told.concerns(ITEM.at("/x"), Set.of("c"))).isFalse();
    assertThat(told.concerns(new TargetUri("http", "h.example", "/x"), Set.of("b"))).isFalse();
  }
}
