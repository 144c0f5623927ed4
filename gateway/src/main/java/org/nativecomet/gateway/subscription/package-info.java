/**
 * Held answers: the first state through the next stage, then every later state, until it ends.
 *
 * <p>Read {@link org.nativecomet.gateway.subscription.SubscriptionHandler} first, then {@link
 * org.nativecomet.gateway.subscription.Hub}, which knows what is watched, and {@code Variant},
 * which names the parts that know the rest, one idea each. What is hard is decided by values and
 * pure functions: {@link org.nativecomet.gateway.subscription.PositionPolicy} (is it news to this
 * client?), {@link org.nativecomet.gateway.subscription.Comparison} (is it a new version?), {@link
 * org.nativecomet.gateway.subscription.RefreshPolicy} (what does an answer mean?), {@code Sharing}
 * (whom is it for?). Knows neither how a response is stored nor how one is fetched.
 */
@NullMarked
package org.nativecomet.gateway.subscription;

import org.jspecify.annotations.NullMarked;
