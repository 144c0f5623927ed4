package org.nativecomet.gateway.subscription;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import java.util.zip.CRC32C;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.ForwardingSink;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.EntityTag;
import org.nativecomet.gateway.http.HttpDate;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.Vary;
import org.nativecomet.gateway.http.VarySelection;

/**
 * Notes the version that an ordinary GET was answered with, so that a subscription which starts
 * from its date is known to have it.
 */
final class SightingSink extends ForwardingSink {
  private final Request request;
  private final VersionLog log;
  private final Clock clock;

  SightingSink(Request request, ResponseSink sink, VersionLog log, Clock clock) {
    super(sink);
    this.request = request;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void respond(Response response) {
    Instant now = clock.instant();
    Optional<Instant> modified = HttpDate.of(response.fields(), "Last-Modified", now);
    Optional<VarySelection> selection = Vary.of(response.fields()).select(request.fields());
    boolean tells =
        request.method().equals(Method.GET)
            && RefreshPolicy.isRepresentation(response)
            && modified.isPresent()
            && selection.isPresent();
    super.respond(
        tells
            ? new Response(
                response.statusCode(),
                response.fields(),
                new SightedContent(response, selection.get(), modified.get()))
            : response);
  }

  /** Content whose checksum is noted when all of it has passed. */
  private final class SightedContent implements Content {
    private final Response response;
    private final VarySelection selection;
    private final Instant modified;

    SightedContent(Response response, VarySelection selection, Instant modified) {
      this.response = response;
      this.selection = selection;
      this.modified = modified;
    }

    @Override
    public OptionalLong length() {
      return response.content().length();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      response.content().subscribe(new Checksum(subscriber, this));
    }

    private void passed(long length, CRC32C checksum) {
      Optional<EntityTag> tag = EntityTag.of(response.fields());
      log.saw(request.target(), selection, modified, Fingerprint.of(tag, length, checksum));
    }
  }

  private static final class Checksum implements Flow.Subscriber<ByteBuffer> {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final SightedContent content;
    private final CRC32C checksum = new CRC32C();
    private long length;

    Checksum(Flow.Subscriber<? super ByteBuffer> subscriber, SightedContent content) {
      this.subscriber = subscriber;
      this.content = content;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscriber.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      length += buffer.remaining();
      checksum.update(buffer.duplicate());
      subscriber.onNext(buffer);
    }

    @Override
    public void onError(Throwable cause) {
      subscriber.onError(cause);
    }

    @Override
    public void onComplete() {
      // Noted first: whoever has the last octet may subscribe at once.
      content.passed(length, checksum);
      subscriber.onComplete();
    }
  }
}
