package org.nativecomet.gateway.convergence;

/** One thing that happens. Resources and clients are named by their place in the plan. */
sealed interface Step {
  void perform(Stage stage);

  /** How a write reaches the origin. */
  enum Way {
    /** PUT through the gateway. */
    PUT,
    /** POST to another resource, whose answer names this one in Content-Location. */
    POST,
    /** DELETE through the gateway. */
    DELETE,
    /** In the origin, behind the gateway's back. */
    DIRECT,
    /** Gone from the origin, behind the gateway's back. */
    DIRECT_REMOVAL
  }

  /**
   * A write.
   *
   * @param isAwaited whether what follows happens after its answer
   */
  record Write(int resource, Way way, int size, boolean isAwaited) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.errands().write(this);
    }
  }

  /** A PUT enclosed in a client's stream. */
  record StreamWrite(int client, int resource, int size) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.client(client).write(resource, size);
    }
  }

  /** The gateway is told that a resource has changed. */
  record Notice(int resource) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.errands().announce(resource);
    }
  }

  /** An ordinary GET; nobody waits for its answer. */
  record Get(int resource, String user, String language) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.errands().get(this);
    }
  }

  /** A client comes, or comes back with the validators it has. */
  record Come(int client) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.client(client).come();
    }
  }

  /**
   * Many like this client come and go, for a while.
   *
   * @param millis in which the last of them come
   */
  record Throng(int client, int resource, int millis) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.errands().throng(this);
    }
  }

  /** A client leaves. */
  record Leave(int client, boolean withReset) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.client(client).leave(withReset);
    }
  }

  /** A client stops reading. */
  record Stall(int client) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.client(client).stall();
    }
  }

  /** A client reads again. */
  record Resume(int client) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.client(client).resume();
    }
  }

  /** The origin fails to answer as it should, once. */
  record Trouble(int resource, Fault fault) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.origin().resource(resource).add(fault);
    }
  }

  /** The origin's answer to the next GET is made, and then held. */
  record Hold(int resource) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.origin().resource(resource).hold();
    }
  }

  /** An answer is held, or nobody has asked in a while. */
  record AwaitHeld(int resource) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.origin().resource(resource).awaitHeld();
    }
  }

  /** A held answer is sent. */
  record Release(int resource) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.origin().resource(resource).release();
    }
  }

  /** A user may no longer read a resource. */
  record Revoke(int resource, String user) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.origin().resource(resource).revoke(user);
    }
  }

  /** Everybody may read a resource again. */
  record Grant(int resource) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.origin().resource(resource).grantAll();
    }
  }

  /** The origin drops every connection, and is down for a moment. */
  record Restart(int millis) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.origin().stop();
      stage.pause(millis);
      stage.origin().restart();
    }
  }

  /**
   * Trouble is over for now: everybody comes, and holds what the origin has before anything else
   * happens.
   */
  record Settle() implements Step {
    @Override
    public void perform(Stage stage) {
      stage.settle();
    }
  }

  /** Nothing new happens for a moment. */
  record Pause(int millis) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.pause(millis);
    }
  }
}
