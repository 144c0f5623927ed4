/**
 * Values in the words of RFC 9110, 9111 and 9112: fields, entity tags, dates, targets, directives.
 *
 * <p>Start with {@link org.nativecomet.gateway.http.Fields}, {@link
 * org.nativecomet.gateway.http.TargetUri} and {@link org.nativecomet.gateway.http.EntityTag}. Every
 * type is immutable and every decision is a pure function. Nothing here knows of connections,
 * caches or subscriptions, and nothing but the JDK is used.
 */
@NullMarked
package org.nativecomet.gateway.http;

import org.jspecify.annotations.NullMarked;
