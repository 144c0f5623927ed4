/**
 * One outer exchange whose content is message/http: which enclosed requests run, in what order, and
 * how their answers go back.
 */
@NullMarked
package org.nativecomet.gateway.stream;

import org.jspecify.annotations.NullMarked;
