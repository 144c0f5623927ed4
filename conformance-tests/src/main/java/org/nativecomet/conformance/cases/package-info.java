/**
 * The cases, one file for each family of requirements.
 *
 * <p>{@link org.nativecomet.conformance.cases.Catalog} lists them in the order of the
 * specification. A case reads: what there is, what is sent, what must come of it.
 */
@NullMarked
package org.nativecomet.conformance.cases;

import org.jspecify.annotations.NullMarked;
