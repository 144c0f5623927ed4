package org.nativecomet.gateway.server;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what others have asked to be told, so that a bug of one does not hurt the next. */
final class Callbacks {
  private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

  private Callbacks() {}

  static void run(List<Runnable> actions) {
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (RuntimeException bug) {
        LOG.error("a callback has failed", bug);
      }
    }
  }
}
