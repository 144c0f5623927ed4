package org.nativecomet.gateway;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of this gateway, from the manifest of its jar. */
final class Version implements IVersionProvider {
  /** {@code development} where the classes did not come from a jar. */
  static String text() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"Native Comet gateway " + text()};
  }
}
