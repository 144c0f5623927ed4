package org.nativecomet.gateway.architecture.wrong.message;

import com.fasterxml.jackson.core.JsonFactory;
import org.nativecomet.gateway.architecture.wrong.http.Token;

/** Has a name that says nothing, and uses a library where only the JDK is allowed. */
public final class MessageHelper {
  public String text() {
    return new JsonFactory().getFormatName() + Token.class;
  }
}
