package org.nativecomet.conformance.suite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.nativecomet.conformance.origin.Behaviour;
import org.nativecomet.conformance.origin.OriginRequest;
import org.nativecomet.conformance.origin.OriginResource;
import org.nativecomet.conformance.origin.OriginSpace;
import org.nativecomet.conformance.origin.Reply;
import org.nativecomet.conformance.scene.Capability;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.scene.Expect;
import org.nativecomet.conformance.scene.Requests;
import org.nativecomet.conformance.scene.Scene;
import org.nativecomet.conformance.scene.StreamClient;
import org.nativecomet.conformance.scene.Target;
import org.nativecomet.conformance.wire.Answer;

/**
 * Says a case: what there is, what is sent, what must and must not happen.
 *
 * <p>Strings are templates of {@link Scene}. Where no stream is named the last one opened is meant.
 */
public final class CaseBuilder {
  private static final String MAIN = "stream";
  private static final String PLAIN = "client";

  private final String id;
  private final String sentence;
  private final Set<Capability> needs = EnumSet.noneOf(Capability.class);
  private final List<Step> steps = new ArrayList<>();
  private Optional<String> dependsOn = Optional.empty();
  private String hint = "";
  private String current = MAIN;

  CaseBuilder(String id, String sentence) {
    this.id = id;
    this.sentence = sentence;
  }

  /** The server must offer these for the case to apply. */
  public CaseBuilder needs(Capability... capabilities) {
    needs.addAll(List.of(capabilities));
    return this;
  }

  /** Without that case this one says nothing. */
  public CaseBuilder dependsOn(String caseId) {
    dependsOn = Optional.of(caseId);
    return this;
  }

  /** Where to look when the case fails. */
  public CaseBuilder hint(String text) {
    hint = text;
    return this;
  }

  // What there is.

  /** A resource with this content. */
  public CaseBuilder given(String path, String content) {
    return setup(
        "there is a resource " + path + " with content \"" + content + "\"",
        scene -> scene.arrange(path, content));
  }

  /** A resource of the origin with more about it. */
  public CaseBuilder given(
      String path, String content, String says, Consumer<OriginResource> arrange) {
    needs(Capability.GATEWAY);
    return setup(
        "the origin has a resource " + path + " with content \"" + content + "\", " + says,
        scene -> arrange.accept(scene.origin().resource(path, content)));
  }

  /** A path of the origin that answers as scripted, the last reply again and again. */
  public CaseBuilder origin(String path, String says, Reply... replies) {
    needs(Capability.GATEWAY);
    return setup(
        "the origin answers " + path + " with " + says,
        scene -> scene.origin().script(path, replies));
  }

  /** A path of the origin that answers depending on the request. */
  public CaseBuilder originBehaves(String path, String says, Function<Scene, Behaviour> behaviour) {
    needs(Capability.GATEWAY);
    return setup(
        "the origin answers " + path + " " + says,
        scene -> scene.origin().behave(path, behaviour.apply(scene)));
  }

  // What is sent.

  /** Opens a request stream. */
  public CaseBuilder openStream(String... fields) {
    return openStreamAs(MAIN, fields);
  }

  /** Opens a request stream under a name. */
  public CaseBuilder openStreamAs(String name, String... fields) {
    needs(Capability.STREAM);
    current = name;
    return step("open " + name + with(fields), scene -> scene.openStream(name, fields));
  }

  /** Subscribes by a GET of its own; fields replace the usual ones. */
  public CaseBuilder subscribe(String path, String... fields) {
    needs(Capability.SUBSCRIBE);
    String name = "subscription";
    current = name;
    return step(
        "GET "
            + path
            + " with When-Modified-After: the epoch and Accept: message/http"
            + with(fields),
        scene ->
            scene.openWith(
                name,
                Requests.head(
                    "GET {" + path + "}",
                    fields,
                    "Host: {host}",
                    "Accept: message/http",
                    "Cache-Control: no-cache",
                    "When-Modified-After: " + Scene.EPOCH)));
  }

  /** Sends any outer request whose response is read as a stream. */
  public CaseBuilder openWith(String says, String request) {
    current = MAIN;
    return step(says, scene -> scene.openWith(MAIN, request));
  }

  /** What follows concerns this stream. */
  public CaseBuilder on(String name) {
    current = name;
    return this;
  }

  /** Sends an enclosed request. */
  public CaseBuilder enclosed(String requestLine, String... fields) {
    return enclosedWith(requestLine, "", fields);
  }

  /** Sends an enclosed request with content. */
  public CaseBuilder enclosedWith(String requestLine, String content, String... fields) {
    String name = current;
    return step(
        "send " + requestLine + with(fields),
        scene ->
            scene.stream(name).send(scene.octets(Requests.whole(requestLine, content, fields))));
  }

  /** Sends octets in the request stream as one chunk. */
  public CaseBuilder octets(String octets) {
    String name = current;
    return step(
        "send the octets " + shown(octets), scene -> scene.stream(name).send(scene.octets(octets)));
  }

  /** Sends octets in the request stream, each in a chunk of its own. */
  public CaseBuilder octetByOctet(String octets) {
    String name = current;
    return step(
        "send, one octet in each chunk, " + shown(octets),
        scene -> scene.stream(name).sendOctetByOctet(scene.octets(octets)));
  }

  /** Ends the request stream cleanly. */
  public CaseBuilder endRequests() {
    String name = current;
    return step("end the request stream", scene -> scene.stream(name).end());
  }

  /** Aborts the outer exchange. */
  public CaseBuilder abort() {
    String name = current;
    return step("reset the connection", scene -> scene.stream(name).connection().reset());
  }

  /** Sends an ordinary request on a connection of its own, without reading the answer. */
  public CaseBuilder ask(String requestLine, String... fields) {
    return askWith(requestLine, "", fields);
  }

  /** Sends an ordinary request with content. */
  public CaseBuilder askWith(String requestLine, String content, String... fields) {
    return step(
        "send, as an ordinary request, " + requestLine + with(fields),
        scene ->
            scene.client(PLAIN).send(scene.octets(Requests.whole(requestLine, content, fields))));
  }

  /** Sends a long poll. */
  public CaseBuilder longPoll(String path, String... fields) {
    needs(Capability.LONG_POLL);
    String[] all = java.util.Arrays.copyOf(fields, fields.length + 1);
    all[fields.length] = "Cache-Control: no-cache";
    return ask("GET {" + path + "}", all);
  }

  /** Another client replaces the representation through the server. */
  public CaseBuilder write(String path, String content) {
    return setup(
        "another client replaces " + path + " with \"" + content + "\" through the server",
        scene -> scene.write(path, content));
  }

  /** Another client deletes the resource through the server. */
  public CaseBuilder erase(String path) {
    return setup(
        "another client deletes " + path + " through the server", scene -> scene.erase(path));
  }

  /** The resource changes without the server being told, as far as there is such a way. */
  public CaseBuilder change(String path, String content) {
    return setup(
        path + " becomes \"" + content + "\" behind the server",
        scene -> scene.change(path, content));
  }

  /** Something happens at the origin. */
  public CaseBuilder atOrigin(String says, Consumer<OriginSpace> action) {
    needs(Capability.GATEWAY);
    return setup("at the origin, " + says, scene -> action.accept(scene.origin()));
  }

  // What is expected.

  /** An enclosed response comes that meets all of this. */
  public CaseBuilder answer(Expect... expectations) {
    return answerIn(Target::within, expectations);
  }

  /** The same, for a change that the server has to notice by itself. */
  public CaseBuilder answerWhenNoticed(Expect... expectations) {
    String name = current;
    return step(
        "expect, when the change is noticed, " + says(expectations),
        scene -> expect(scene, name, scene.noticed(), expectations));
  }

  /** The same, with the time that it may take. */
  public CaseBuilder answerIn(Function<Target, Duration> time, Expect... expectations) {
    String name = current;
    return step(
        "expect " + says(expectations),
        scene -> expect(scene, name, time.apply(scene.target()), expectations));
  }

  /** An answer that only prepares. */
  public CaseBuilder setupAnswer(Expect... expectations) {
    String name = current;
    return setup(
        "wait for " + says(expectations),
        scene -> expect(scene, name, scene.noticed(), expectations));
  }

  /** No such response comes for a while. */
  public CaseBuilder silence(Expect... expectations) {
    String name = current;
    return step(
        "expect for a while no response with " + says(expectations),
        scene -> {
          Optional<Answer> answer =
              scene.stream(name).watch(meets(scene, expectations), scene.target().quiet());
          if (answer.isPresent()) {
            throw new Disagreement(
                "no response with " + says(expectations), "there was " + answer.get().describe());
          }
        });
  }

  /** The ordinary response to the last ordinary request meets all of this. */
  public CaseBuilder reply(Expect... expectations) {
    return replyIn(Target::within, expectations);
  }

  /** The same, with the time that it may take. */
  public CaseBuilder replyIn(Function<Target, Duration> time, Expect... expectations) {
    return step(
        "expect an ordinary response with " + says(expectations),
        scene ->
            judge(scene, scene.client(PLAIN).answer(time.apply(scene.target())), expectations));
  }

  /** An ordinary response that only prepares. */
  public CaseBuilder setupReply(Expect... expectations) {
    return setup(
        "wait for an ordinary response with " + says(expectations),
        scene -> judge(scene, scene.client(PLAIN).answer(scene.target().within()), expectations));
  }

  /** The server sends nothing to the ordinary client for a while. */
  public CaseBuilder noReplyYet() {
    return step(
        "expect no octet for a while",
        scene -> scene.client(PLAIN).silence(scene.target().quiet()));
  }

  /** The response to what opened the stream is an ordinary one. */
  public CaseBuilder refused(Expect... expectations) {
    String name = current;
    return step(
        "expect the outer response to have " + says(expectations),
        scene -> judge(scene, scene.stream(name).whole(), expectations));
  }

  /** The head of the outer response has come and meets all of this. */
  public CaseBuilder outerHead(Expect... expectations) {
    String name = current;
    return step(
        "expect the head of the outer response to have " + says(expectations),
        scene -> {
          StreamClient client = scene.stream(name);
          judge(scene, new Answer(client.head(), "", System.nanoTime()), expectations);
        });
  }

  /** The response stream ends cleanly. */
  public CaseBuilder streamEnds() {
    String name = current;
    return step(
        "expect the response stream to end cleanly",
        scene -> scene.stream(name).awaitEnd(scene.target().within()));
  }

  /** The server closes the connection. */
  public CaseBuilder connectionCloses() {
    String name = current;
    return step(
        "expect the connection to be closed",
        scene -> scene.stream(name).awaitClose(scene.target().within()));
  }

  /** The origin receives a request for a path. */
  public CaseBuilder originSees(String path, String says, Predicate<OriginRequest> holds) {
    needs(Capability.GATEWAY);
    return step(
        "expect the origin to see, at " + path + ", " + says,
        scene -> {
          OriginRequest request =
              scene
                  .origin()
                  .await(
                      r -> r.path().equals(scene.path(path)),
                      org.nativecomet.conformance.wire.Deadline.in(scene.target().within()));
          if (request == null) {
            throw new Disagreement("a request for " + path + " at the origin", "there was none");
          }
          if (!holds.test(request)) {
            throw new Disagreement(says, "the origin saw " + request.describe());
          }
        });
  }

  /** The origin has not even begun to receive a request for a path, now and for a while. */
  public CaseBuilder originSeesNothingOf(String path) {
    needs(Capability.GATEWAY);
    return step(
        "expect the origin to see no request for " + path,
        scene -> {
          Thread.sleep(scene.target().quiet().toMillis());
          originSawNothingOf(scene, path);
        });
  }

  /**
   * A request to change a resource was not acted on, now and for a while: a gateway's origin has
   * not even begun to receive it, and at another server the resource is as it was.
   */
  public CaseBuilder notActedOn(String path, String content) {
    return step(
        "expect that nothing is done to " + path,
        scene -> {
          Thread.sleep(scene.target().quiet().toMillis());
          if (scene.target().can(Capability.GATEWAY)) {
            originSawNothingOf(scene, path);
            return;
          }
          Answer answer = scene.ask("GET {" + path + "}", "");
          if (answer.status() != 200 || !answer.content().equals(content)) {
            throw new Disagreement(
                path + " with content \"" + content + "\"", "the answer was " + answer.describe());
          }
        });
  }

  /** Anything else that must hold. */
  public CaseBuilder check(String says, Step.Action action) {
    return step(says, action);
  }

  /** Anything else that prepares. */
  public CaseBuilder setup(String says, Step.Action action) {
    steps.add(new Step(says, true, action));
    return this;
  }

  /** The case. */
  public Case build() {
    return new Case(id, sentence, needs, dependsOn, hint, steps);
  }

  private CaseBuilder step(String says, Step.Action action) {
    steps.add(new Step(says, false, action));
    return this;
  }

  private static void originSawNothingOf(Scene scene, String path) {
    for (OriginRequest request : scene.origin().begun()) {
      if (request.path().equals(scene.path(path))) {
        throw new Disagreement(
            "no request for " + path + " at the origin", "it saw " + request.describe());
      }
    }
  }

  private static void expect(Scene scene, String stream, Duration time, Expect... expectations) {
    List<Expect> selecting = new ArrayList<>();
    for (Expect expectation : expectations) {
      if (expectation.selects()) {
        selecting.add(expectation);
      }
    }
    if (selecting.isEmpty()) {
      selecting.add(Expect.next());
    }
    Answer answer =
        scene.stream(stream)
            .await(
                meets(scene, selecting.toArray(Expect[]::new)),
                time,
                "an enclosed response with " + says(expectations));
    judge(scene, answer, expectations);
  }

  private static void judge(Scene scene, Answer answer, Expect... expectations) {
    for (Expect expectation : expectations) {
      if (!expectation.holds().test(scene, answer)) {
        throw new Disagreement(expectation.says(), "the response was " + answer.describe());
      }
    }
  }

  private static Predicate<Answer> meets(Scene scene, Expect... expectations) {
    return answer -> {
      for (Expect expectation : expectations) {
        if (!expectation.holds().test(scene, answer)) {
          return false;
        }
      }
      return true;
    };
  }

  private static String says(Expect... expectations) {
    return Expect.describe(expectations);
  }

  private static String with(String... fields) {
    return fields.length == 0 ? "" : ", with " + String.join(", ", fields);
  }

  private static String shown(String octets) {
    return octets.replace("\r", "\\r").replace("\n", "\\n");
  }
}
