package org.nativecomet.samples.testing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.nativecomet.samples.SampleOrigin;

/** The sample origin with the real gateway before it. */
public final class SampleBehindGateway implements AutoCloseable {
  private final SampleOrigin origin;
  private final FrontGateway gateway;

  private SampleBehindGateway(SampleOrigin origin, FrontGateway gateway) {
    this.origin = origin;
    this.gateway = gateway;
  }

  public static SampleBehindGateway start(String... moreYaml) throws Exception {
    SampleOrigin origin =
        SampleOrigin.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    URI uri = URI.create("http://127.0.0.1:" + origin.address().getPort());
    return new SampleBehindGateway(origin, FrontGateway.before(uri, moreYaml));
  }

  public FrontGateway gateway() {
    return gateway;
  }

  /** The Host that requests to the gateway name, enclosed ones too. */
  public String host() {
    return "127.0.0.1:" + gateway.port();
  }

  @Override
  public void close() {
    gateway.close();
    origin.close();
  }
}
