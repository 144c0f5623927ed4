/**
 * The specification as a program sees it: its requirements, its examples and its text.
 *
 * <p>Start at {@link org.nativecomet.spec.Specification}. What a requirement demands is written in
 * the text only; nothing here repeats it.
 */
@NullMarked
package org.nativecomet.spec;

import org.jspecify.annotations.NullMarked;
