package org.nativecomet.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictReaderTest {
  @Test
  void readsMessagesOfEachKindOfFraming() {
    var messages =
        StrictReader.read(
            "\r\nGET /a HTTP/1.1\r\n\r\n\r\nPUT /b HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi"
                + "PUT /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nho\r\n0\r\n\r\n");

    assertThat(messages).extracting(EnclosedMessage::content).containsExactly("", "hi", "ho");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a HTTP/1.1\n\n",
        "GET  /a HTTP/1.1\r\n\r\n",
        "GET /a HTTP/2.0\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost : x\r\n\r\n",
        "GET /a HTTP/1.1\r\n Host: x\r\n\r\n",
        "GET /a HTTP/1.1\r\nX: a\0\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: x\r\n",
        "PUT /a HTTP/1.1\r\nContent-Length: +1\r\n\r\nx",
        "PUT /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nx",
        "PUT /a HTTP/1.1\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "PUT /a HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n0\r\n\r\n",
        "PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;a\nb\r\nx\r\n0\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\n\r\n",
        "junk"
      })
  void refusesWhatChapterFourRefuses(String octets) {
    assertThatIllegalArgumentException().isThrownBy(() -> StrictReader.read(octets));
  }
}
