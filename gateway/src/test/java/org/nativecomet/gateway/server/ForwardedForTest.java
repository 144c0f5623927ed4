package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.http.Fields;

class ForwardedForTest {
  private static final TrustedProxies TRUSTED =
      TrustedProxies.parse(List.of("10.0.0.0/8", "2001:db8::/32"));

  @Test
  void aStrangerIsNotBelieved() {
    Fields fields =
        Fields.of(
            "forwarded",
            "for=1.2.3.4",
            "X-Forwarded-For",
            "1.2.3.4",
            "x-forwarded-proto",
            "https",
            "X-Other",
            "kept");
    ForwardedFor result = ForwardedFor.of("192.0.2.1", fields, TRUSTED);
    assertThat(result.address()).isEqualTo("192.0.2.1");
    assertThat(result.fields()).isEqualTo(Fields.of("X-Other", "kept"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // What the client itself has put to the left is never reached.
        "X-Forwarded-For | 6.6.6.6, 192.0.2.7 | 192.0.2.7",
        "X-Forwarded-For | 6.6.6.6, 192.0.2.7, 10.1.1.1 | 192.0.2.7",
        "X-Forwarded-For | 10.2.2.2, 10.1.1.1 | 10.2.2.2",
        "X-Forwarded-For | 192.0.2.7:4711 | 192.0.2.7",
        "X-Forwarded-For | unknown | 10.9.9.9",
        "X-Forwarded-For | 192.0.2.7, localhost | 10.9.9.9",
        "Forwarded | for=6.6.6.6, for=192.0.2.7;proto=http;by=10.0.0.1 | 192.0.2.7",
        "Forwarded | For=\"[2001:db8::1]:80\" | 2001:db8::1",
        "Forwarded | for=192.0.2.7, for=\"[2001:db8::1]\" | 192.0.2.7",
        "Forwarded | for=192.0.2.7, proto=http | 10.9.9.9",
        "Forwarded | for=192.0.2.7, for=_hidden | 10.9.9.9"
      })
  void theFirstUntrustedHopFromTheRightIsTheClient(String name, String value, String expected) {
    Fields fields = Fields.of(name, value);
    ForwardedFor result = ForwardedFor.of("10.9.9.9", fields, TRUSTED);
    assertThat(result.address()).isEqualTo(expected);
    assertThat(result.fields()).isEqualTo(fields);
  }

  @Test
  void aTrustedPeerWithoutFieldsIsTheClient() {
    assertThat(ForwardedFor.of("10.9.9.9", Fields.empty(), TRUSTED).address())
        .isEqualTo("10.9.9.9");
  }

  @Test
  void blocksEndAtTheirLastBit() {
    TrustedProxies trusted = TrustedProxies.parse(List.of("192.0.2.128/25", "::1", "0.0.0.0/0"));
    assertThat(TrustedProxies.parse(List.of("192.0.2.128/25")).contains("192.0.2.128")).isTrue();
    assertThat(TrustedProxies.parse(List.of("192.0.2.128/25")).contains("192.0.2.127")).isFalse();
    assertThat(trusted.contains("::1")).isTrue();
    assertThat(trusted.contains("::2")).isFalse();
    assertThat(trusted.contains("8.8.8.8")).isTrue();
    assertThat(TrustedProxies.none().contains("127.0.0.1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "10.0.0.0/33", "10.0.0/8", "::1/129", "10.0.0.0/", "a/8"})
  void whatIsNoBlockIsRefused(String text) {
    assertThatThrownBy(() -> TrustedProxies.parse(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + text + "\" is neither an IP address nor a CIDR block");
  }
}
