package org.nativecomet.gateway.server;

import static org.nativecomet.gateway.testing.Eventually.eventually;

import io.undertow.server.protocol.http.HttpServerConnection;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.testing.RawClient;

/** What is left in memory of connections whose clients have gone. */
class DepartedConnectionIT {
  private static final int CLIENTS = 200;

  /** How many there are that something holds on to. */
  private static long connections() {
    try {
      String histogram =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[0]},
                      new String[] {String[].class.getName()});
      return histogram
          .lines()
          .filter(line -> line.contains(HttpServerConnection.class.getName() + " "))
          .mapToLong(line -> Long.parseLong(line.trim().split(" +", 3)[1]))
          .sum();
    } catch (JMException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void nothingIsKeptOfConnectionsWhoseClientsLeaveWhileTheyWait() {
    Holding holding = new Holding();
    try (TestServer server = TestServer.with(holding)) {
      long before = connections();
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        RawClient client = server.connect().send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
        client.readHead();
        clients.add(client);
      }
      clients.forEach(RawClient::close);
      server.assertNothingIsOpen();
      eventually("they are forgotten", () -> connections() < before + CLIENTS / 2);
    }
  }
}
