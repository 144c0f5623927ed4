package org.nativecomet.conformance.wrong;

import java.util.List;

/** One respect in which a server can be wrong, and the cases that find it out. */
public enum Fault {
  /** Completes what was cut. */
  ACTS_ON_PARTS("OUT-17/*"),

  /** Ignores Access-Control-Allow-Origin. */
  ADMITS_NOBODY("MSG-15/admitted-page"),

  /** Confirms the end of what never was. */
  ALWAYS_CANCELLED("SUB-44/*"),

  /** Compresses for everybody. */
  ALWAYS_GZIP("GZ-1/*"),

  /** Ignores the position. */
  ALWAYS_SENDS("SUB-7/*"),

  /** Reads compressed requests as if they were not. */
  ANY_CODING("OUT-14/*"),

  /** Takes what it cannot read for the far future. */
  ANY_DATE("SUB-5/*"),

  /** Does not look at Host. */
  ANY_HOST(
      "MSG-1/*",
      "MSG-2/metadata-service",
      "MSG-2/other-site",
      "MSG-2/other-port",
      "TUN-5/authority"),

  /** Takes any octets for an Exchange-Id. */
  ANY_ID("COR-2/*"),

  /** Does not look at the scheme. */
  ANY_SCHEME("MSG-17/*"),

  /** Takes a wait that it cannot read for none. */
  BAD_WAIT_IS_ZERO("LP-4/not-a-number"),

  /** Does not say that it can be subscribed to. */
  DOES_NOT_ANNOUNCE("SUB-46/*"),

  /** Sends a 304 without a validator. */
  BARE_304("LP-11/*"),

  /** Acknowledges without validators. */
  BARE_ACKNOWLEDGEMENT("SUB-31/*"),

  /** Leaves fields out of updates. */
  BARE_UPDATES("SUB-22/*"),

  /** Passes on what a browser would not let a script say. */
  BELIEVES("MSG-11/*"),

  /** Sends parts of what was rewritten. */
  BLIND_PARTS("UPD-2/rewritten", "UPD-3/*"),

  /** Has readers wait behind those who wait. */
  BLOCKED_BY_WAITING("CCH-12/*"),

  /** Ends all subscriptions instead of one. */
  CANCELS_ALL("SUB-25/others-stay"),

  /** Confirms an end and goes on. */
  CANCELS_NOTHING("SUB-43/*"),

  /** Compares hosts letter by letter. */
  CASE_MATTERS("MSG-2/case"),

  /** Sends every response in chunks. */
  CHUNKS_RESPONSES("FRM-33/*"),

  /** Closes the connection after a long poll. */
  CLOSES_AFTER_POLL("LP-7/*", "LP-8/*"),

  /** Lets Connection name any field. */
  CONNECTION_NAMES_ANYTHING("MSG-9/*"),

  /** Lets scripts see Set-Cookie. */
  COOKIES_SEEN("MSG-13/*"),

  /** Closes a tunnel after a fatal error as if nothing were wrong. */
  CLOSES_AS_USUAL("TUN-7/*"),

  /** Takes the close frame of a tunnel for the end of the requests. */
  CLOSE_IS_HALF("TUN-8/*"),

  /** Counts characters as if they were octets. */
  COUNTS_CHARACTERS("FRM-21/*"),

  /** Prefers the date to the entity tag. */
  DATE_DECIDES("SUB-10/old-tag-beats-late-date", "SUB-10/current-tag-beats-early-date"),

  /** Does not notice changes while it waits. */
  DEAF_POLL("LP-1/on-change"),

  /** Takes every DELETE for a deletion. */
  DELETE_IS_GONE("DEL-3/*"),

  /** Delivers every failure of the origin. */
  DELIVERS_ERRORS("DEL-6/*"),

  /** Acts one octet too early. */
  DISPATCHES_EARLY("ORD-5/*"),

  /** Takes the whole Accept field away. */
  DROPS_ACCEPT("SUB-29/*"),

  /** Sends something while it waits. */
  EARLY_OCTET("LP-6/*"),

  /** Ends the response with the requests. */
  ENDS_EARLY("OUT-22/waits-for-slow"),

  /** Ends subscriptions with the requests. */
  END_ENDS_ALL("OUT-16/*"),

  /** Looks again after writes that failed. */
  ERRORS_ARE_CHANGES("CHG-3/*"),

  /** Leaves the Exchange-Id out of errors. */
  ERRORS_UNNAMED("COR-1/not-found", "COR-1/refused"),

  /** Keeps conditions of writes from the origin. */
  EVALUATES_CONDITIONS("ORD-6/*"),

  /** Delivers whenever it has looked. */
  EVERY_LOOK_IS_AN_UPDATE("SUB-41/*", "CHG-8/*", "CHG-11/*"),

  /** Compares media types as strings. */
  EXACT_TYPE("OUT-1/*"),

  /** Ends a stream by closing the connection. */
  FATAL_CUTS("FRM-31/clean-end", "LIM-4/*", "TUN-7/*"),

  /** Goes on after a fatal error. */
  FATAL_GOES_ON("FRM-30/*", "FRM-31/*"),

  /** Forgets what was begun before a fatal error. */
  FATAL_LOSES_OTHERS("FRM-32/*"),

  /** Answers a fatal error in the name of an exchange. */
  FATAL_NAMED("FRM-16/shape"),

  /** Answers a fatal error twice. */
  FATAL_TWICE("FRM-16/once"),

  /** Fetches for every subscriber. */
  FETCHES_FOR_EACH("CHG-7/*"),

  /** Takes a second blank line for an error. */
  FEW_BLANK_LINES("FRM-2/*", "HB-3/*"),

  /** Reads one entity tag of a list. */
  FIRST_TAG_ONLY("SUB-10/list"),

  /** Forgets that the client's copy has grown. */
  FIXED_RANGE("UPD-4/*"),

  /** Passes the fields of this protocol on. */
  FORWARDS_OURS("COR-4/*", "SUB-21/*", "MSG-10/*"),

  /** Believes that time never goes back. */
  FORWARD_ONLY("SUB-17/*"),

  /** Waits until a date in the future. */
  FUTURE_IS_FUTURE("SUB-9/*"),

  /** Takes what is not HTTP for an empty response. */
  GARBAGE_IS_EMPTY("FRM-24/garbage"),

  /** Does not know its own DELETE. */
  GONE_IS_NOT_FOUND("DEL-1/through", "DEL-1/on-the-stream"),

  /** Makes up a 410 that can be stored. */
  GONE_IS_STORABLE("DEL-5/*"),

  /** Forgets over HTTP/2 what was asked for. */
  H2_ASKS_PLAINLY("OUT-25/subscription"),

  /** Ends subscriptions with the requests, over HTTP/2. */
  H2_END_ENDS_ALL("OUT-25/subscription-outlives-requests"),

  /** Takes each frame for a request. */
  H2_FRAME_IS_REQUEST("OUT-25/frames"),

  /** Does not notice that a stream was reset. */
  H2_IGNORES_RESET("OUT-25/reset"),

  /** Speaks of connections over HTTP/2. */
  H2_KEEPS_HOP_BY_HOP("OUT-25/no-connection-fields"),

  /** Loses Exchange-Id over HTTP/2. */
  H2_LOSES_NAMES("OUT-25/same-answers"),

  /** Leaves streams of HTTP/2 open when all is done. */
  H2_NEVER_ENDS("OUT-25/ends", "OUT-25/fatal", "OUT-25/long-poll"),

  /** Reads all requests of HTTP/2 before it answers one. */
  H2_WAITS_FOR_THE_END("OUT-25/duplex"),

  /** Waits for a request before it answers. */
  HEAD_WAITS("OUT-4/*"),

  /** Sends content to those who asked for none. */
  HEAD_WITH_CONTENT("SUB-23/*"),

  /** Never says that the origin fails. */
  HIDES_ERRORS("DEL-7/*"),

  /** Looks at Host although the target says where. */
  HOST_DECIDES("MSG-3/*"),

  /** Never frees an Exchange-Id. */
  ID_STAYS("COR-11/*"),

  /** Does not look at Location. */
  IGNORES_LOCATION("CHG-2/*"),

  /** Waits for the next poll although it was told. */
  IGNORES_NOTICES("CHG-10/*"),

  /** Subscribes although If-Match fails. */
  IGNORES_PRECONDITIONS("SUB-35/*"),

  /** Waits as long as it likes. */
  IGNORES_WAIT("LP-3/*"),

  /** Does not notice writes that pass through. */
  IGNORES_WRITES("SUB-18/*", "CHG-1/*"),

  /** Copies the outer fields into enclosed requests. */
  INHERITS_ALL("MSG-20/*"),

  /** Asks the origin to compress. */
  INNER_GZIP("GZ-5/*"),

  /** Passes interim responses on. */
  INTERIM("FRM-25/*"),

  /** Puts a heartbeat into a response. */
  INTERLEAVES("FRM-20/*", "HB-2/*"),

  /** Passes hop-by-hop fields on. */
  KEEPS_HOP_BY_HOP("MSG-8/*"),

  /** Passes the stream types on. */
  KEEPS_STREAM_TYPES("SUB-27/*"),

  /** Goes on watching what ended. */
  KEEPS_WATCHING("DEL-1/origin-says-gone", "DEL-8/*", "LP-9/*"),

  /** Has no limit for content. */
  LARGE_CONTENT("FRM-14/*", "TUN-5/too-large"),

  /** Gives up the stream when content is too large. */
  LARGE_IS_FATAL("FRM-29/*"),

  /** Takes the last of several waits. */
  LAST_WAIT("LP-4/first-of-two"),

  /** Registers for changes after it has read the state. */
  LATE_REGISTRATION("SUB-15/*"),

  /** Sends a length where there is no content. */
  LENGTH_ALWAYS("FRM-19/*"),

  /** Accepts two framings at once. */
  LENGTH_AND_CODING("OUT-15/*"),

  /** Calls a head that is too large malformed. */
  LONG_HEADS("FRM-28/head-too-large"),

  /** Does not answer a target that is too long. */
  LONG_TARGETS("FRM-28/target-too-long"),

  /** Does not know itself in Via. */
  LOOPS("MSG-21/*"),

  /** Ignores Content-Length. */
  LOSES_LENGTH("FRM-6/content-like-a-request"),

  /** Drops the origin's Content-Location. */
  LOSES_LOCATION("COR-8/*"),

  /** Takes trailer fields for header fields. */
  MERGES_TRAILERS("FRM-8/*"),

  /** Takes each message in a tunnel for one request. */
  MESSAGE_IS_REQUEST("TUN-2/*"),

  /** Ends the stream for a wrong host. */
  MISDIRECTED_IS_FATAL("FRM-17/*"),

  /** Tells clients where the origin is. */
  NAMES_ADDRESSES("ERR-3/*"),

  /** Wants every subscription to accept a stream. */
  NEEDS_ACCEPT("SUB-2/*"),

  /** Wants every POST to have a length. */
  NEEDS_LENGTH("FRM-1/*"),

  /** Lets a stream be opened in a stream. */
  NESTS("MSG-7/*"),

  /** Sends streams to those who cannot read them. */
  NEVER_406("OUT-9/*"),

  /** Leaves streams open when all is done. */
  NEVER_ENDS("OUT-22/ends-when-done", "OUT-22/empty-stream-ends", "DEL-4/stream-ends"),

  /** Does not say that a subscription has ended. */
  NEVER_NONE("SUB-32/*"),

  /** Looks at the origin only when told. */
  NEVER_POLLS("SUB-42/*", "LP-1/on-change-behind", "CHG-4/*"),

  /** Waits for a change although the client has nothing. */
  NEVER_SENDS_FIRST("SUB-6/*", "LP-1/at-once", "SUB-4/imf-fixdate"),

  /** Refuses folds under message/http. */
  NEVER_UNFOLDS("FRM-26/*"),

  /** Cleans targets up before it labels. */
  NORMALISED_LOCATION("COR-5/path-and-query"),

  /** Cleans up what it passes on. */
  NORMALISES("MSG-16/*"),

  /** Says that there is no endpoint. */
  NOT_FOUND_FOR_GET("OUT-3/*"),

  /** Takes a 404 for a 410. */
  NOT_FOUND_IS_GONE("DEL-2/*"),

  /** Does not tell a writer what it wrote. */
  NOT_TO_WRITERS("SUB-20/*"),

  /** Says nothing about its cache. */
  NO_CACHE_STATUS("CCH-17/*"),

  /** Does not know Subscribe: none. */
  NO_CANCEL("SUB-25/by-name", "SUB-25/by-target"),

  /** Does not read chunks. */
  NO_CHUNKED_REQUESTS("FRM-6/chunked", "FRM-6/lower-case-hex", "FRM-6/octet-chunks"),

  /** Leaves Date out. */
  NO_DATE("SUB-33/*"),

  /** Does not say what a part extends. */
  NO_DELTA_BASE("UPD-7/*"),

  /** Lets updates sit in the compressor. */
  NO_FLUSH("GZ-2/decodable"),

  /** Is silent. */
  NO_HEARTBEAT("HB-1/*", "GZ-2/heartbeat"),

  /** Does not ask intermediaries not to buffer. */
  NO_HINTS("OUT-12/incremental", "OUT-12/accel-buffering"),

  /** Does not repeat the Exchange-Id. */
  NO_ID("COR-1/success", "COR-10/*"),

  /** Forgets the credentials of the stream. */
  NO_INHERITANCE("MSG-12/inherited", "TUN-6/*"),

  /** Does not frame responses. */
  NO_LENGTH("FRM-18/*"),

  /** Takes on everything at once. */
  NO_LIMIT("LIM-1/*", "LIM-2/*"),

  /** Does not say which target was meant. */
  NO_LOCATION("COR-5/*"),

  /** Never sends parts. */
  NO_PARTS("UPD-2/part", "UPD-6/*"),

  /** Does not say how long it waits. */
  NO_PREFERENCE_APPLIED("LP-13/*"),

  /** Does not answer the probe. */
  NO_PROBE("MSG-6/*"),

  /** Does not say whose fault it is. */
  NO_PROXY_STATUS("ERR-1/*"),

  /** Does not say that a subscription stands. */
  NO_SUBSCRIBED("SUB-14/*"),

  /** Opens a tunnel without saying that it is one. */
  NO_SUBPROTOCOL("TUN-1/*"),

  /** Ends gzip without its trailer. */
  NO_TRAILER("GZ-3/*"),

  /** Does not say what it depends on. */
  NO_VARY("GZ-6/*", "LP-5/*"),

  /** Does not name itself. */
  NO_VIA("MSG-14/*"),

  /** Does not know When-None-Match. */
  NO_WHEN_NONE_MATCH("SUB-34/*"),

  /** Lets If-Modified-Since decide. */
  OBEYS_IF_MODIFIED_SINCE("SUB-11/*"),

  /** Takes any target. */
  ODD_TARGETS("MSG-18/*"),

  /** Answers enclosed HTTP/1.0. */
  OLD_VERSIONS("FRM-27/*"),

  /** Answers in the order of the requests. */
  ONE_AT_A_TIME("COR-9/*", "FRM-22/*"),

  /** Serves one connection after the other. */
  ONE_CONNECTION("LIM-6/*"),

  /** Reads one form of date. */
  ONE_DATE_FORM("SUB-4/rfc-850", "SUB-4/asctime", "SUB-4/as-in-the-proposal"),

  /** Has one subscription to a target in a stream. */
  ONE_PER_TARGET("SUB-24/two-of-one-target"),

  /** Ends a subscription with its first response. */
  ONE_RESPONSE("SUB-30/*"),

  /** Has one subscription in a stream. */
  ONE_SUBSCRIPTION("SUB-24/several-targets"),

  /** Has one type for each kind of stream. */
  ONE_TYPE("OUT-8/application-preferred", "OUT-8/only-application", "OUT-19/*", "OUT-20/*"),

  /** Compresses all responses together. */
  ONE_WINDOW("GZ-4/*"),

  /** Writes to one client after the other. */
  ONE_WRITER("LIM-3/*"),

  /** Reads requests from chunks only. */
  ONLY_CHUNKED("OUT-6/*"),

  /** Does not think that POST changes anything. */
  ONLY_PUT_CHANGES("CHG-1/post", "CHG-1/unknown-method"),

  /** Lets the origin label a response. */
  ORIGIN_LOCATION("COR-8/*"),

  /** Lets the origin name an exchange. */
  ORIGIN_NAMES("COR-12/*"),

  /** Prefers application/http. */
  OTHER_TYPE("OUT-8/message-preferred"),

  /** Has a status for all responses together. */
  OUTER_207("OUT-10/*"),

  /** Opens streams over HTTP/1.0. */
  OUTER_OLD("OUT-13/*"),

  /** Gives the stream an entity tag. */
  OUTER_TAG("OUT-21/*"),

  /** Prefers the credentials of the stream. */
  OUTER_WINS("MSG-12/own-wins"),

  /** Explains errors in plain text. */
  PLAIN_ERRORS("ERR-2/*"),

  /** Does not notice that clients have gone. */
  POLLS_FOR_EVER("SUB-26/*", "CHG-9/*", "LP-10/*"),

  /** Polls more the more subscribers there are. */
  POLLS_PER_SUBSCRIBER("CHG-5/*"),

  /** Reads before an earlier write is done. */
  READS_DO_NOT_WAIT("ORD-2/*"),

  /** Lets any page read. */
  READ_BY_ALL("MSG-15/foreign-page"),

  /** Repairs what is malformed. */
  REPAIRS(
      "FRM-3/*",
      "FRM-4/*",
      "FRM-5/*",
      "FRM-7/*",
      "FRM-10/*",
      "FRM-11/*",
      "FRM-12/*",
      "FRM-13/*",
      "FRM-15/*"),

  /** Sends a write again. */
  REPEATS_WRITES("ORD-4/*"),

  /** Sends updates in another order. */
  REVERSES("SUB-16/*"),

  /** Goes on after the last response. */
  REVIVES("DEL-4/no-revival"),

  /** Lets two open exchanges have one name. */
  SAME_IDS("COR-3/*"),

  /** Believes that one second has one state. */
  SAME_SECOND_IS_OLD("SUB-8/*"),

  /** Does not say which types it takes. */
  SECRET_TYPES("OUT-18/*"),

  /** Gives everybody what it fetched for one. */
  SHARES_EVERYTHING("CCH-14/*"),

  /** Shortens long names. */
  SHORT_ID("COR-1/longest"),

  /** Takes what was cut for whole. */
  SHORT_IS_WHOLE(
      "FRM-24/short-content", "FRM-24/no-last-chunk", "FRM-24/bad-chunk", "FRM-24/two-lengths"),

  /** Does not acknowledge. */
  SILENT_WAIT("SUB-13/*"),

  /** Guesses at content types. */
  SNIFFS("OUT-2/*"),

  /** Delivers two updates. */
  STOPS_EARLY("SUB-40/*"),

  /** Lets caches answer the next long poll. */
  STORABLE_POLL("LP-14/*"),

  /** Lets caches store streams. */
  STORABLE_STREAM("OUT-11/*", "OUT-12/no-transform"),

  /** Reuses everything for everybody. */
  STORES_EVERYTHING(
      "CCH-1/*",
      "CCH-2/*",
      "CCH-3/*",
      "CCH-4/*",
      "CCH-5/*",
      "CCH-6/*",
      "CCH-9/*",
      "CCH-10/*",
      "CCH-13/*",
      "CCH-15/*",
      "CCH-16/*"),

  /** Streams to everybody. */
  STREAMS_ALWAYS(
      "SUB-1/anything-is-no-stream",
      "SUB-1/range-is-no-stream",
      "SUB-1/absent-is-no-stream",
      "SUB-1/weight-zero-is-no-stream"),

  /** Streams to nobody. */
  STREAMS_NEVER("SUB-1/any-weight-is-a-stream"),

  /** Compares entity tags strongly. */
  STRONG_COMPARISON("SUB-10/weak-comparison"),

  /** Takes every GET for a subscription. */
  SUBSCRIBES_ALL("SUB-24/beside-requests"),

  /** Lets writes wait. */
  SUBSCRIBES_ANY_METHOD("SUB-3/*"),

  /** Subscribes to what is not there. */
  SUBSCRIBES_TO_ERRORS("SUB-12/*"),

  /** Passes a 101 on. */
  SWITCHES("MSG-19/*"),

  /** Ends a long poll with 204. */
  TIMEOUT_204("LP-2/*"),

  /** Encloses responses of any size. */
  TOO_LARGE_IS_FINE("FRM-23/*"),

  /** Passes every method on. */
  TRACES("MSG-5/*"),

  /** Lets any page open a tunnel. */
  TUNNELS_FOR_ANY_PAGE("TUN-4/*"),

  /** Takes text in a tunnel for octets. */
  TUNNELS_TEXT("TUN-3/*"),

  /** Sends parts to those who did not ask. */
  UNASKED_PARTS("UPD-1/*", "UPD-5/*"),

  /** Validates without conditions. */
  UNCONDITIONAL("CHG-6/*"),

  /** Takes what has no date for old. */
  UNDATED_IS_OLD("SUB-28/*"),

  /** Unfolds under application/http. */
  UNFOLDS_ALWAYS("FRM-9/*"),

  /** Answers unnamed requests in any order. */
  UNNAMED_ANY_ORDER("COR-6/*"),

  /** Keeps every unnamed subscription. */
  UNNAMED_PILE_UP("SUB-45/*"),

  /** Lets any page read updates. */
  UPDATES_FOR_ALL("MSG-15/foreign-page-update"),

  /** Leaves the Exchange-Id out of updates. */
  UPDATES_UNNAMED("COR-1/updates"),

  /** Sends an update before the answer to its cause. */
  UPDATE_FIRST("SUB-19/*"),

  /** Ignores Expect. */
  WAITS_FOR_CONTENT("OUT-7/*"),

  /** Reads all requests before it answers one. */
  WAITS_FOR_THE_END("OUT-5/*"),

  /** Has no bound for waiting. */
  WAITS_LONG("LP-12/*"),

  /** Lets nothing pass a write. */
  WRITES_BLOCK_ALL("ORD-3/*"),

  /** Does several writes at a time. */
  WRITES_TOGETHER("ORD-1/*");

  private final String cases;

  Fault(String... cases) {
    this.cases = String.join(" ", cases);
  }

  /** Patterns of the cases that a server with this fault must not pass. */
  List<String> cases() {
    return List.of(cases.split(" ", -1));
  }
}
