/**
 * An ordinary REST origin, the gateway in front of it, and a page that shows both at work.
 *
 * <p>Read first: {@link org.nativecomet.samples.Main}, which puts them together; {@link
 * org.nativecomet.samples.SampleOrigin}, which uses the JDK only and knows nothing of subscriptions
 * or streams; {@link org.nativecomet.samples.Resource}, what it serves.
 *
 * <p>The package {@code nativeorigin} is another sample, of an origin that needs no gateway.
 */
@NullMarked
package org.nativecomet.samples;

import org.jspecify.annotations.NullMarked;
