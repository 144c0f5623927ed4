package org.nativecomet.gateway.exchange;

import org.nativecomet.gateway.http.Fields;

/** A sink that passes everything on; a stage extends it to see or change what it cares about. */
public class ForwardingSink implements ResponseSink {
  private final ResponseSink next;

  protected ForwardingSink(ResponseSink next) {
    this.next = next;
  }

  @Override
  public void respond(Response response) {
    next.respond(response);
  }

  @Override
  public void inform(InterimResponse response) {
    next.inform(response);
  }

  @Override
  public Outlet hold(Fields outerFields) {
    return next.hold(outerFields);
  }

  @Override
  public void onAbandoned(Runnable action) {
    next.onAbandoned(action);
  }
}
