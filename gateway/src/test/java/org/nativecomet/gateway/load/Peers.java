package org.nativecomet.gateway.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The servers that the gateway is compared with, where they are installed, as Debian has them. */
final class Peers {
  private static final Path NCHAN = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");

  private Peers() {}

  static boolean hasNchan() {
    return Files.exists(NCHAN) && program("nginx").isPresent();
  }

  /** Where a program is. */
  static Optional<String> program(String name) {
    return Stream.of("/usr/bin/", "/usr/sbin/", "/usr/local/bin/")
        .map(folder -> folder + name)
        .filter(path -> Files.isExecutable(Path.of(path)))
        .findFirst();
  }

  /** nginx with nchan: {@code /publish/...} and {@code /subscribe/...}. */
  static Server nchan() throws IOException {
    int port = Server.freePort();
    return nginx(
        "nchan",
        port,
        "load_module " + NCHAN + ";",
        "location ~ /subscribe/(.+) { nchan_subscriber eventsource; nchan_channel_id $1; }\n"
            + "location ~ /publish/(.+) { nchan_publisher; nchan_channel_id $1;"
            + " nchan_message_buffer_length 1; }\n");
  }

  /** nginx as a caching proxy before the origin, with what it needs to reuse connections. */
  static Server nginxCache(LoadOrigin origin) throws IOException {
    int port = Server.freePort();
    Path store = folder("nginx-cache");
    return nginx(
        "nginx",
        port,
        "",
        "location / { proxy_pass http://origin; proxy_http_version 1.1;"
            + " proxy_set_header Connection \"\"; proxy_cache store; proxy_cache_lock on; }\n",
        "proxy_cache_path " + store + " keys_zone=store:10m;",
        "upstream origin { server 127.0.0.1:" + origin.port() + "; keepalive 64; }");
  }

  /** Varnish with its defaults before the origin. */
  static Server varnish(LoadOrigin origin) throws IOException {
    int port = Server.freePort();
    Path work = folder("varnish");
    return Server.peer(
        "varnish",
        port,
        List.of(
            program("varnishd").orElseThrow(),
            "-F",
            "-n",
            work.toString(),
            "-a",
            "127.0.0.1:" + port,
            "-b",
            "127.0.0.1:" + origin.port(),
            "-s",
            "malloc,64m"));
  }

  private static Server nginx(
      String name, int port, String module, String locations, String... others) throws IOException {
    Path folder = folder(name);
    String configuration =
        (module + "\n")
            + "user root; worker_processes 2; worker_rlimit_nofile 19000; daemon off;\n"
            + ("pid " + folder + "/pid; error_log " + folder + "/error.log crit;\n")
            + "events { worker_connections 18000; }\n"
            + "http { access_log off; keepalive_requests 1000000000; tcp_nodelay on;\n"
            + (temporary(folder) + String.join("\n", others) + "\n")
            + ("server { listen 127.0.0.1:" + port + " backlog=4096;\n" + locations + "} }\n");
    Path file = folder.resolve("nginx.conf");
    Files.writeString(file, configuration);
    return Server.peer(
        name,
        port,
        List.of(
            program("nginx").orElseThrow(),
            "-c",
            file.toString(),
            "-p",
            folder.toString(),
            "-e",
            folder + "/start.log"));
  }

  /** One that the processes of a server may look into, which run as somebody else. */
  private static Path folder(String name) throws IOException {
    return Files.createTempDirectory(
        name, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
  }

  private static String temporary(Path folder) {
    StringBuilder lines = new StringBuilder();
    for (String use : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
      lines.append(use + "_temp_path " + folder + "/" + use + ";\n");
    }
    return lines.toString();
  }
}
