package org.nativecomet.gateway.http;

import java.util.List;

/**
 * What is said about caching elsewhere than in the fields that RFC 9111 defines: in targeted fields
 * (RFC 9213), and by the operator. Everybody who decides whether responses may be stored, shared or
 * reused asks here first, and then decides by the letter of RFC 9111.
 *
 * <p>Threading: immutable.
 */
public interface CachingRules {
  /** Nothing is said elsewhere. */
  CachingRules NONE =
      new CachingRules() {
        @Override
        public Fields governing(TargetUri target, int statusCode, Fields response) {
          return response;
        }

        @Override
        public Fields identifying(TargetUri target, Fields request) {
          return request;
        }

        @Override
        public TargetUri keyOf(TargetUri target) {
          return target;
        }

        @Override
        public List<String> keysOf(String pathAndQuery) {
          return List.of(pathAndQuery);
        }
      };

  /**
   * The fields of a response with what governs its caching in Cache-Control and Expires. To decide
   * by, not to be sent to anybody.
   */
  Fields governing(TargetUri target, int statusCode, Fields response);

  /** The fields of a request without what says nothing about who sent it. To decide by. */
  Fields identifying(TargetUri target, Fields request);

  /** The target that names the stored response: that of the request, or another for the same. */
  TargetUri keyOf(TargetUri target);

  /** Every path and query that {@link #keyOf} may give for targets with this one. */
  List<String> keysOf(String pathAndQuery);
}
