package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.testing.RawClient;

class Http2IT {
  private static final int NO_ERROR = 0;
  private static final int INTERNAL_ERROR = 2;
  private static final int REFUSED_STREAM = 7;
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final int SETTINGS_INITIAL_WINDOW_SIZE = 4;

  private final Waiting waiting = new Waiting();
  private final Holding holding = new Holding();

  private static TestServer serving(ExchangeHandler handler, UnaryOperator<TestOptions> options) {
    return TestServer.with(options.apply(TestOptions.twoThreads()).build(), handler);
  }

  @Test
  void requestsAreAnsweredInAnyOrder() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawHttp2 client = new RawHttp2(server.connect())) {
        client.request(1, "GET", "/a//b%2F;c?d=e??", "host", "x");
        Waiting.Exchange first = waiting.next();
        client.request(3, "HEAD", "/");
        Waiting.Exchange second = waiting.next();
        assertThat(first.request.target()).hasToString("http://x/a//b%2F;c?d=e??");
        assertThat(first.request.client().protocol()).isEqualTo("2");
        second.respond(200, "");
        assertThat(client.next(3).status()).isEqualTo(200);
        first.respond(200, "content");
        RawHttp2.Frame head = client.next(1);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.fields().has("date")).isTrue();
        assertThat(head.fields().first("content-length")).hasValue("7");
        assertThat(client.content(1)).isEqualTo("content");
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void contentIsEchoedWhileItArrives() {
    try (TestServer server = TestServer.with(new Echo())) {
      try (RawHttp2 client = new RawHttp2(server.connect())) {
        client.requestWithContent(1, "POST", "/");
        assertThat(client.next(1).status()).isEqualTo(200);
        for (String piece : new String[] {"a", "bc", "def"}) {
          client.data(1, piece);
          assertThat(client.next(1).text()).isEqualTo(piece);
        }
        client.end(1);
        assertThat(client.content(1)).isEmpty();
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aHeldExchangeIsWrittenMessageByMessageAndEndsCleanly() {
    try (TestServer server = TestServer.with(holding)) {
      try (RawHttp2 client = new RawHttp2(server.connect())) {
        client.request(1, "GET", "/");
        assertThat(client.next(1).status()).isEqualTo(200);
        Holding.Held held = holding.next();
        held.send("one");
        assertThat(client.next(1).text()).isEqualTo("one");
        held.send("two");
        assertThat(client.next(1).text()).isEqualTo("two");
        held.release();
        assertThat(client.content(1)).isEmpty();
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aResetEndsAHeldAndAWaitingExchangeAndNoOther() {
    try (TestServer server =
        TestServer.with(
            (request, sink) -> {
              if (request.target().path().equals("/held")) {
                holding.handle(request, sink);
              } else {
                waiting.handle(request, sink);
              }
            })) {
      try (RawHttp2 client = new RawHttp2(server.connect())) {
        client.request(1, "GET", "/held").request(3, "GET", "/").request(5, "GET", "/");
        Holding.Held held = holding.next();
        Waiting.Exchange abandoned = waiting.next();
        Waiting.Exchange kept = waiting.next();
        client.reset(1).reset(3);
        held.awaitClosed();
        abandoned.awaitAbandoned();
        assertThat(kept.abandoned.getCount()).isOne();
        kept.respond(200, "kept");
        assertThat(client.next(5).status()).isEqualTo(200);
        assertThat(client.content(5)).isEqualTo("kept");
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void theEndOfTheConnectionEndsAllItsExchanges() {
    try (TestServer server = TestServer.with(holding)) {
      RawHttp2 client = new RawHttp2(server.connect());
      client.request(1, "GET", "/").request(3, "GET", "/");
      Holding.Held first = holding.next();
      Holding.Held second = holding.next();
      client.next(1);
      client.close();
      first.awaitClosed();
      second.awaitClosed();
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aResetInTheMiddleOfContentNeverLooksComplete() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawHttp2 client = new RawHttp2(server.connect())) {
        client.requestWithContent(1, "POST", "/").data(1, "abc");
        Waiting.Exchange exchange = waiting.next();
        Upload upload = Upload.of(exchange.request.content());
        TestServer.await(() -> upload.text().equals("abc"));
        client.reset(1);
        upload.awaitFailed();
        exchange.awaitAbandoned();
        assertThat(upload.completed.getCount()).isOne();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void anEarlyResponseStopsTheUploadWithoutAnError() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawHttp2 client = new RawHttp2(server.connect())) {
        client.requestWithContent(1, "POST", "/").data(1, "abc");
        waiting.next().respond(413, "too large");
        assertThat(client.next(1).status()).isEqualTo(413);
        assertThat(client.content(1)).isEqualTo("too large");
        RawHttp2.Frame reset = client.next(1);
        assertThat(reset.type()).isEqualTo(RawHttp2.RST_STREAM);
        assertThat(reset.errorCode()).isEqualTo(NO_ERROR);
        client.request(3, "GET", "/");
        waiting.next().respond(200, "next");
        assertThat(client.next(3).status()).isEqualTo(200);
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void leaveToSendIsGivenWhenTheContentIsFirstAskedFor() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawHttp2 client = new RawHttp2(server.connect())) {
        client.requestWithContent(1, "POST", "/", "expect", "100-continue");
        Waiting.Exchange exchange = waiting.next();
        Upload upload = Upload.of(exchange.request.content());
        assertThat(client.next(1).status()).isEqualTo(100);
        client.data(1, "abc").end(1);
        upload.awaitCompleted();
        exchange.respond(200, "ok");
        assertThat(client.next(1).status()).isEqualTo(200);
        assertThat(client.content(1)).isEqualTo("ok");
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void contentThatBreaksOffIsNotTakenForWhole() {
    try (TestServer server =
        TestServer.with((request, sink) -> sink.respond(BreakingContent.response("abc")))) {
      try (RawHttp2 client = new RawHttp2(server.connect())) {
        client.request(1, "GET", "/");
        assertThat(client.next(1).status()).isEqualTo(200);
        RawHttp2.Frame frame = client.next(1);
        while (frame.type() == RawHttp2.DATA) {
          assertThat(frame.endsStream()).isFalse();
          frame = client.next(1);
        }
        assertThat(frame.type()).isEqualTo(RawHttp2.RST_STREAM);
        assertThat(frame.errorCode()).isEqualTo(INTERNAL_ERROR);
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void moreStreamsThanTheLimitAreRefused() {
    try (TestServer server = serving(waiting, options -> options.maxConcurrentStreams(2))) {
      try (RawHttp2 client = new RawHttp2(server.connect())) {
        client.request(1, "GET", "/").request(3, "GET", "/").request(5, "GET", "/");
        RawHttp2.Frame refusal = client.next(5);
        assertThat(refusal.type()).isEqualTo(RawHttp2.RST_STREAM);
        assertThat(refusal.errorCode()).isEqualTo(REFUSED_STREAM);
        assertThat(server.limits).containsExactly("max-concurrent-streams");
        waiting.next().respond(200, "");
        waiting.next().respond(200, "");
        assertThat(client.next(1).status()).isEqualTo(200);
        assertThat(client.next(3).status()).isEqualTo(200);
        assertThat(waiting.isEmpty()).isTrue();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void rapidResetsOfCompleteRequestsCostTheConnection() {
    try (TestServer server = serving(waiting, options -> options.maxResets(10))) {
      try (RawHttp2 client = new RawHttp2(server.connect())) {
        for (int stream = 1; stream <= 21; stream += 2) {
          client.request(stream, "GET", "/").reset(stream);
        }
        assertThat(client.next(0).errorCode()).isEqualTo(ENHANCE_YOUR_CALM);
        client.connection().readUntilClosed();
        assertThat(server.limits).containsExactly("max-resets");
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void asManyResetsAsTheLimitAreFine() {
    try (TestServer server = serving(waiting, options -> options.maxResets(10))) {
      try (RawHttp2 client = new RawHttp2(server.connect())) {
        for (int stream = 1; stream <= 19; stream += 2) {
          client.request(stream, "GET", "/").reset(stream);
          waiting.next().awaitAbandoned();
        }
        client.request(21, "GET", "/");
        waiting.next().respond(200, "");
        assertThat(client.next(21).status()).isEqualTo(200);
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aStreamWithoutWindowWaitsForItAndThenGetsEverything() {
    try (TestServer server = TestServer.with(holding)) {
      RawClient connection = server.connect();
      try (RawHttp2 client = new RawHttp2(connection, SETTINGS_INITIAL_WINDOW_SIZE, 10)) {
        client.request(1, "GET", "/");
        assertThat(client.next(1).status()).isEqualTo(200);
        Holding.Held held = holding.next();
        held.send("0123456789abcdef");
        assertThat(client.next(1).text()).isEqualTo("0123456789");
        held.send("after");
        held.send("never");
        TestServer.await(() -> held.taken.get() == 1);
        client.window(1, 6);
        assertThat(client.next(1).text()).isEqualTo("abcdef");
        client.window(1, 5);
        assertThat(client.next(1).text()).isEqualTo("after");
        client.window(1, 1000);
        assertThat(client.next(1).text()).isEqualTo("never");
        held.release();
        assertThat(client.content(1)).isEmpty();
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }
}
