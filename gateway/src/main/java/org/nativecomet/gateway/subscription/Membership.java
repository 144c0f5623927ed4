package org.nativecomet.gateway.subscription;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Those who watch one variant: one of them asks for all, and some of them wait for their first
 * message. It is open until everybody has left, and nobody joins after that.
 *
 * <p>Threading: guarded by its variant.
 */
final class Membership {
  private final Set<Subscriber> members = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Those of the members who have not been shown anything. */
  private List<Subscriber> waiting = new ArrayList<>();

  /** Those who wait for an answer that is not asked for yet: the one under way may be too old. */
  private final List<Subscriber> waitingForTheNext = new ArrayList<>(0);

  /** Those for whom the answer under way will do if it is what they have, and is too old if not. */
  private final List<Subscriber> waitingForTheirs = new ArrayList<>(0);

  private Subscriber owner;
  private boolean closed;

  /** Nobody has joined; this one will. */
  Membership(Subscriber first) {
    this.owner = first;
  }

  /** The member whose request asks for all. */
  Subscriber owner() {
    return owner;
  }

  boolean isClosed() {
    return closed;
  }

  int size() {
    return members.size();
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  boolean has(Subscriber subscriber) {
    return members.contains(subscriber);
  }

  /** Whether somebody is there besides this one, who may have left. */
  boolean haveOtherThan(Subscriber subscriber) {
    return members.size() > 1 || !members.contains(subscriber);
  }

  /** Everyone, as it is now. */
  List<Subscriber> all() {
    return List.copyOf(members);
  }

  void add(Subscriber subscriber) {
    members.add(subscriber);
  }

  /** A member waits for the next answer. */
  void await(Subscriber subscriber) {
    waiting.add(subscriber);
  }

  /** A member waits for the answer after the one that is under way. */
  void awaitTheNext(Subscriber subscriber) {
    waitingForTheNext.add(subscriber);
  }

  /**
   * A member waits for the answer that is under way if that has its state, or for the one after.
   */
  void awaitTheirs(Subscriber subscriber) {
    waitingForTheirs.add(subscriber);
  }

  /** An answer has come: these have the state that it has, or an older one. */
  void awaitThis(Predicate<Subscriber> isNotNewerThanThis) {
    for (Subscriber subscriber : List.copyOf(waitingForTheirs)) {
      if (isNotNewerThanThis.test(subscriber)) {
        waitingForTheirs.remove(subscriber);
        waiting.add(subscriber);
      }
    }
  }

  /** There was an answer: who waited for the one after it waits for the next now. */
  void answered() {
    waiting.addAll(waitingForTheNext);
    waiting.addAll(waitingForTheirs);
    waitingForTheNext.clear();
    waitingForTheirs.clear();
  }

  boolean isAwaited() {
    return !waiting.isEmpty();
  }

  /** What the most demanding of those who wait will do with. */
  Confidence confidenceNeeded() {
    return waiting.stream()
        .map(subscriber -> subscriber.request().confidence())
        .max(Comparator.naturalOrder())
        .orElse(Confidence.CONFIRMED);
  }

  /** Who waits is about to be told. */
  List<Subscriber> takeWaiting() {
    List<Subscriber> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  /**
   * Removes one.
   *
   * @return whether it was a member
   */
  boolean remove(Subscriber subscriber) {
    waiting.remove(subscriber);
    waitingForTheNext.remove(subscriber);
    waitingForTheirs.remove(subscriber);
    return members.remove(subscriber);
  }

  /** Removes everybody. */
  List<Subscriber> removeAll() {
    List<Subscriber> removed = new ArrayList<>(members);
    members.clear();
    waiting.clear();
    waitingForTheNext.clear();
    waitingForTheirs.clear();
    return removed;
  }

  /** The owner has left: another of the members asks for all. */
  void passOwnershipOn() {
    owner = members.iterator().next();
  }

  /**
   * Nobody joins any more.
   *
   * @return whether it was open
   */
  boolean close() {
    boolean wasOpen = !closed;
    closed = true;
    return wasOpen;
  }
}
