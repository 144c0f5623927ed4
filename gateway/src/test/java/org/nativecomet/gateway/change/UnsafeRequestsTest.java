package org.nativecomet.gateway.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.testing.PipedContent;
import org.nativecomet.gateway.testing.RecordingSink;

class UnsafeRequestsTest {
  private static final TargetUri ITEM = new TargetUri("http", "g.example", "/items/1");

  private final List<Change> changes = new ArrayList<>();
  private final RecordingSink client = new RecordingSink();
  private ResponseSink owed = client;

  private void send(String method, boolean enclosed) {
    UnsafeRequests handler =
        new UnsafeRequests(
            change -> {
              changes.add(change);
              return Reach.NOBODY;
            },
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
  @ValueSource(ints = {400, 412, 500, 502})
  void anUnsafeRequestThatFailsChangesNothing(int statusCode) {
    send("PUT", false);

    answer(statusCode);

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
}
