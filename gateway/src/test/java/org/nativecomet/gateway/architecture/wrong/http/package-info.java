@NullMarked
package org.nativecomet.gateway.architecture.wrong.http;

import org.jspecify.annotations.NullMarked;
