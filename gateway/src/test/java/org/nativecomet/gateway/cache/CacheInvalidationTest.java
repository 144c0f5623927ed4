package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.CacheFixture.TARGET;
import static org.nativecomet.gateway.cache.StubOrigin.response;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.Reach;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.testing.RecordingSink;

class CacheInvalidationTest {
  private static final TargetUri OTHER = TARGET.at("/b?x=1");
  private static final TargetUri ELSEWHERE = new TargetUri("http", "other.example", "/a");

  private final CacheFixture fixture = new CacheFixture();
  private final StubOrigin origin = fixture.origin;

  @BeforeEach
  void storeThree() {
    origin.answers(200, "old", "Cache-Control", "max-age=60", "ETag", "\"1\"");
    fixture.get(TARGET);
    fixture.get(OTHER);
    fixture.get(ELSEWHERE);
  }

  private boolean isStored(TargetUri target) {
    return fixture.get(target, "Cache-Control", "only-if-cached").statusCode() == 200;
  }

  private List<TargetUri> stored() {
    List<TargetUri> stored = new ArrayList<>(List.of(TARGET, OTHER, ELSEWHERE));
    stored.removeIf(target -> !isStored(target));
    return stored;
  }

  @ParameterizedTest
  @CsvSource({"PUT,204", "POST,201", "DELETE,200", "PATCH,303", "put,200", "UNHEARD-OF,302"})
  void anUnsafeRequestThatSucceedsRemovesItsTarget(String method, int statusCode) {
    origin.answers(statusCode, "");
    fixture.send(new Method(method), TARGET);
    assertThat(stored()).containsExactly(OTHER, ELSEWHERE);
  }

  @ParameterizedTest
  @CsvSource({"PUT,400", "POST,412", "DELETE,500", "PATCH,502", "OPTIONS,200", "QUERY,200"})
  void aFailureOrASafeRequestRemovesNothing(String method, int statusCode) {
    origin.answers(statusCode, "");
    fixture.send(new Method(method), TARGET);
    assertThat(stored()).containsExactly(TARGET, OTHER, ELSEWHERE);
  }

  @ParameterizedTest
  @CsvSource({
    "Location,/b?x=1",
    "Content-Location,b?x=1",
    "Location,http://API.example:80/b?x=1",
    "Content-Location,//api.example/c/../b?x=1",
    "Location,./b?x=1#part"
  })
  void whatTheAnswerRefersToIsRemovedToo(String field, String reference) {
    origin.answers(201, "", field, reference);
    fixture.send(Method.POST, TARGET.at("/elsewhere"));
    assertThat(stored()).containsExactly(TARGET, ELSEWHERE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://other.example/a",
        "https://api.example/a",
        "http://api.example:81/a",
        ":::"
      })
  void whatBelongsToAnotherOriginIsNotRemoved(String reference) {
    origin.answers(201, "", "Location", reference, "Content-Location", reference);
    fixture.send(Method.POST, TARGET.at("/elsewhere"));
    assertThat(stored()).containsExactly(TARGET, OTHER, ELSEWHERE);
  }

  @Test
  void itIsRemovedBeforeTheWriterHasItsAnswer() {
    origin.answers(204, "");
    List<Boolean> seen = new ArrayList<>();
    RecordingSink writer = new RecordingSink();
    ResponseSink asksAtOnce =
        new org.nativecomet.gateway.exchange.ForwardingSink(writer) {
          @Override
          public void respond(Response response) {
            seen.add(isStored(TARGET));
            super.respond(response);
          }
        };
    fixture.cache.handle(CacheFixture.request(Method.PUT, TARGET), asksAtOnce);
    assertThat(seen).containsExactly(false);
  }

  @Test
  void whatWasAskedForBeforeAWriteIsNotStoredAfterIt() {
    origin.holds();
    fixture.get(TARGET, "Cache-Control", "no-cache");
    fixture.send(Method.PUT, TARGET);
    origin.release(1, response(204, ""));
    origin.release(0, response(200, "from before", "Cache-Control", "max-age=60"));
    assertThat(isStored(TARGET)).isFalse();
  }

  @Test
  void whatWasValidatedBeforeAWriteIsNotFreshenedAfterIt() {
    origin.holds();
    fixture.get(TARGET, "Cache-Control", "no-cache");
    fixture.send(Method.PUT, TARGET);
    origin.release(1, response(204, ""));
    origin.release(0, response(304, "", "ETag", "\"1\"", "Cache-Control", "max-age=60"));
    assertThat(isStored(TARGET)).isFalse();
  }

  @Test
  void whatIsStillBeingReceivedWhenAWriteSucceedsIsNotStored() {
    PushedContent content = new PushedContent();
    origin.answers(request -> new Response(200, Fields.of("Cache-Control", "max-age=60"), content));
    RecordingSink reader = fixture.get(TARGET, "Cache-Control", "no-cache");
    content.push("from ");
    origin.answers(204, "");
    fixture.send(Method.DELETE, TARGET);
    content.push("before").complete();
    assertThat(reader.await().text()).isEqualTo("from before");
    assertThat(isStored(TARGET)).isFalse();
  }

  @Test
  void whatIsAskedForAfterAWriteIsStored() {
    origin.answers(204, "");
    fixture.send(Method.PUT, TARGET);
    origin.answers(200, "new", "Cache-Control", "max-age=60");
    fixture.get(TARGET);
    assertThat(fixture.get(TARGET, "Cache-Control", "only-if-cached").await().text())
        .isEqualTo("new");
  }

  @ParameterizedTest
  @EnumSource
  void aChangeRemovesWhatItConcerns(Change.Cause cause) {
    Change change = Change.of("/a", target -> target.authority().equals("api.example"), cause);
    assertThat(fixture.cache.changed(change)).isEqualTo(Reach.ofStored(1));
    assertThat(stored()).containsExactly(OTHER, ELSEWHERE);
  }

  @Test
  void aChangeMayConcernSeveralAuthorities() {
    fixture.cache.changed(Change.of("/a", target -> true, Change.Cause.NOTICE));
    assertThat(stored()).containsExactly(OTHER);
  }

  @Test
  void aChangeRemovesEveryVariant() {
    TargetUri varied = TARGET.at("/varied");
    origin.answers(200, "", "Cache-Control", "max-age=60", "Vary", "Accept");
    fixture.get(varied, "Accept", "a/b");
    fixture.get(varied, "Accept", "c/d");
    fixture.cache.changed(Change.of("/varied", target -> true, Change.Cause.NOTICE));
    String only = "only-if-cached";
    assertThat(fixture.get(varied, "Accept", "a/b", "Cache-Control", only).statusCode())
        .isEqualTo(504);
    assertThat(fixture.get(varied, "Accept", "c/d", "Cache-Control", only).statusCode())
        .isEqualTo(504);
  }

  @Test
  void whatWasAskedForBeforeAChangeIsNotStoredAfterIt() {
    TargetUri target = TARGET.at("/never-stored");
    origin.holds();
    fixture.get(target);
    fixture.cache.changed(Change.of("/never-stored", uri -> true, Change.Cause.NOTICE));
    origin.release(0, response(200, "from before", "Cache-Control", "max-age=60"));
    assertThat(isStored(target)).isFalse();
  }

  @Test
  void anUnsafeRequestInvalidatesTheGroupsThatItsAnswerNames() {
    origin.answers(200, "", "Cache-Control", "max-age=60", "Cache-Groups", "\"g\", \"h\"");
    TargetUri member = TARGET.at("/member");
    TargetUri stranger = new TargetUri("http", "stranger.example", "/member");
    fixture.get(member);
    fixture.get(stranger);
    origin.answers(204, "", "Cache-Group-Invalidation", "\"x\", \"g\";p=1");
    fixture.send(Method.POST, TARGET.at("/elsewhere"));
    assertThat(isStored(member)).isFalse();
    assertThat(isStored(stranger)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"GET,200,g", "POST,400,g", "POST,204,G", "PUT,500,g", "OPTIONS,204,g"})
  void nothingElseInvalidatesAGroup(String method, int status, String group) {
    origin.answers(200, "", "Cache-Control", "max-age=60", "Cache-Groups", "\"g\"");
    TargetUri member = TARGET.at("/member");
    fixture.get(member);
    origin.answers(status, "", "Cache-Group-Invalidation", "\"" + group + "\"");
    fixture.send(new Method(method), TARGET.at("/elsewhere"), "Cache-Control", "no-cache");
    assertThat(isStored(member)).isTrue();
  }
}
