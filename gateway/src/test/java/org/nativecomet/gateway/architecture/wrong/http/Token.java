package org.nativecomet.gateway.architecture.wrong.http;

import org.nativecomet.gateway.architecture.wrong.message.MessageHelper;

/** Uses a package that it may not, which closes a cycle. */
public final class Token {
  public String text() {
    return new MessageHelper().text();
  }
}
