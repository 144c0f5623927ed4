package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.change.UpstreamOptions;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.message.MessageLimits;
import org.nativecomet.gateway.testing.RecordingOutlet;

/** What an answer means when the one whose request has asked for it has left meanwhile. */
class DepartedAskerTest {
  private final Scene scene =
      new Scene(new UpstreamOptions(true, 2, new MessageLimits(4096, 50, 1, 1 << 20, 0)));

  @AfterEach
  void nothingIsLeftBehind() {
    scene.assertNothingIsLeft();
  }

  private RecordingOutlet reader(String... fields) {
    String[] all = new String[fields.length + 2];
    all[0] = "When-Modified-After";
    all[1] = Scene.EPOCH;
    System.arraycopy(fields, 0, all, 2, fields.length);
    return scene.stream("/r", all);
  }

  private void beginsToVaryByLanguage() {
    scene.origin.answer(
        "/r",
        request -> {
          String language = request.fields().first("Accept-Language").orElse("");
          Fields fields = Fields.of("ETag", "\"" + language + "\"", "Vary", "Accept-Language");
          return Response.of(200, fields, language.getBytes(StandardCharsets.UTF_8));
        });
  }

  @Test
  void aResponseThatVariesIsForThoseWhoAskAsItsAskerDid() {
    scene.origin.put("/r", "all", "ETag", "\"all\"");
    RecordingOutlet english = reader("Accept-Language", "en");
    RecordingOutlet german = reader("Accept-Language", "de");
    scene.origin.stall();
    scene.change("/r");
    english.close();
    scene.thread.run();
    beginsToVaryByLanguage();

    scene.resume();

    assertThat(german.contents()).containsExactly("all", "de");
  }

  @Test
  void aStateThatComesByItselfIsForThoseWhoAskAsWhoeverSubscribedDid() {
    scene.origin.put("/r", "all", "ETag", "\"all\"", "Accept-Subscribe", "message/http");
    RecordingOutlet english = reader("Accept-Language", "en");
    RecordingOutlet german = reader("Accept-Language", "de");
    scene.upstream.last().open().acknowledge();
    scene.thread.run();
    english.close();
    scene.thread.run();
    beginsToVaryByLanguage();

    scene.upstream.last().state("en", "ETag: \"en\"", "Vary: Accept-Language");
    scene.thread.run();
    scene.advance(Duration.ofMillis(100));

    assertThat(german.contents()).containsExactly("all", "de");
  }

  @Test
  void aRefusalIsForThoseWhoHaveNoBetterCredentialsThanItsAskerHad() {
    String[] shared = {"ETag", "\"all\"", "Cache-Control", "public, max-age=60"};
    scene.origin.put("/r", "all", shared);
    RecordingOutlet anonymous = reader();
    RecordingOutlet user = reader("Authorization", "Bearer u");
    scene.origin.stall();
    scene.change("/r");
    anonymous.close();
    scene.thread.run();
    scene.origin.answer("/r", DepartedAskerTest::onlyForUsers);

    scene.resume();

    assertThat(user.contents()).containsExactly("all", "for users");
    assertThat(user.isReleased()).isFalse();
  }

  private static Response onlyForUsers(Request request) {
    return request.fields().has("Authorization")
        ? Response.of(
            200,
            Fields.of("ETag", "\"users\"", "Cache-Control", "public, max-age=60"),
            "for users".getBytes(StandardCharsets.UTF_8))
        : Response.of(401, Fields.of("WWW-Authenticate", "Bearer"), new byte[0]);
  }

  @Test
  void anEndThatIsPrivateIsForItsAskerOnly() {
    scene.origin.put("/r", "all", "ETag", "\"all\"");
    RecordingOutlet first = reader("X-Session", "1");
    RecordingOutlet second = reader("X-Session", "2");
    scene.origin.stall();
    scene.change("/r");
    first.close();
    scene.thread.run();
    scene.origin.answer(
        "/r",
        request ->
            request.fields().first("X-Session").orElse("").equals("1")
                ? Response.of(404, Fields.of("Cache-Control", "private"), new byte[0])
                : Response.of(200, Fields.of("ETag", "\"2\""), new byte[] {'2'}));

    scene.resume();

    assertThat(second.contents()).containsExactly("all", "2");
    assertThat(second.isReleased()).isFalse();
  }

  @Test
  void aFirstResponseThatIsPrivateIsForItsAskerOnly() {
    scene.origin.stall();
    RecordingOutlet first = reader();
    RecordingOutlet second = reader();
    scene.origin.put("/r", "of the first", "Cache-Control", "private");
    first.close();
    scene.thread.run();

    scene.origin.answerOldest();
    scene.origin.put("/r", "of the second", "Cache-Control", "private");
    scene.resume();

    assertThat(second.contents()).containsExactly("of the second");
  }

  @Test
  void whatIsNoLongerForWhoHasCredentialsIsAskedForWithThem() {
    scene.origin.put("/r", "all", "ETag", "\"all\"", "Cache-Control", "public, max-age=60");
    RecordingOutlet anonymous = reader();
    RecordingOutlet user = reader("Authorization", "Bearer u");
    scene.origin.answer(
        "/r",
        request ->
            Response.of(
                200,
                Fields.of("ETag", "\"2\"", "Cache-Control", "max-age=60"),
                request
                    .fields()
                    .first("Authorization")
                    .orElse("anonymous")
                    .getBytes(StandardCharsets.UTF_8)));

    scene.change("/r");
    scene.advance(Duration.ofMillis(100));

    assertThat(anonymous.contents()).containsExactly("all", "anonymous");
    assertThat(user.contents()).containsExactly("all", "Bearer u");
  }
}
