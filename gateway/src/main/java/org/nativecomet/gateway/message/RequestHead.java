package org.nativecomet.gateway.message;

import java.util.Optional;
import org.nativecomet.gateway.http.Fields;

/**
 * The head of a request that came on its own, octet for octet: each octet is one ISO 8859-1
 * character.
 *
 * @param method as far as it could be read, else empty
 * @param target the request target in any of its forms
 * @param isVersion10 whether it is HTTP/1.0; what is not is HTTP/1.1, as a later minor version is
 *     to be read (RFC 9110, section 2.5)
 * @param violation present where the head cannot be read any further
 */
public record RequestHead(
    String method,
    String target,
    boolean isVersion10,
    Fields fields,
    Optional<MessageViolation> violation) {}
