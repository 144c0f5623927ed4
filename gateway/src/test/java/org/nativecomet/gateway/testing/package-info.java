/** What tests share: scripted peers, recording sinks, time that moves only when told. */
@NullMarked
package org.nativecomet.gateway.testing;

import org.jspecify.annotations.NullMarked;
