package org.nativecomet.gateway.change;

import java.util.Optional;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.TargetUri;

/**
 * The new response of a resource, sent along by whoever tells that it has changed: those whose
 * request it answers need not ask the origin.
 *
 * @param target where the sender has named one under an authority; empty where any is meant
 * @param request the fields of the GET that it answers, so that what it varies by has a value
 * @param response whose content is whole
 */
public record Published(Optional<TargetUri> target, Fields request, Response response) {}
