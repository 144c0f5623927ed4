@NullMarked
package org.nativecomet.gateway.architecture.wrong.message;

import org.jspecify.annotations.NullMarked;
