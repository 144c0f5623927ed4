@NullMarked
package org.nativecomet.gateway.admin;

import org.jspecify.annotations.NullMarked;
