// Receives submissions with the JDK's HttpServer and keeps them in MariaDB. Strict, Verify, Shape and Receive are tests/verifiers/java's.
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.*;
import java.io.*;
import java.net.*;
import java.security.*;
import java.sql.*;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.*;
import java.util.concurrent.Executors;
import static java.nio.charset.StandardCharsets.*;

class Server extends Receive {
    static final int LIMIT = 25 << 20; // the JSON and all files together; HttpServer has no limit. Spring takes 1 MB a file, 10 MB in all
    static class Refusal extends RuntimeException {
        final int status;
        Refusal(int status, String code) { super(code); this.status = status; }
    }
    /** What was signed, and the files by their digests. */
    record Parts(byte[] raw, Map<String, byte[]> files) {}

    public static void main(String[] words) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(System.getenv("PORT"))), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/submissions", Server::submissions);
        server.start();
    }

    // With Spring Security, csrf.ignoringRequestMatchers("/submissions"): no cookie comes along, and so nothing can be forged.
    static void submissions(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*"); // for forms on other sites
        exchange.getResponseHeaders().set("Access-Control-Allow-Headers", "Content-Type, Idempotency-Key");
        try {
            if (exchange.getRequestMethod().equals("OPTIONS")) exchange.sendResponseHeaders(204, -1);
            else answer(exchange, 200, "application/json", take(exchange));
        } catch (Refusal refusal) {
            problem(exchange, refusal.status, refusal.getMessage());
        } catch (Refused refused) { // by verify and receive
            problem(exchange, 422, refused.getMessage());
        } catch (Exception e) {
            e.printStackTrace();
            problem(exchange, 500, "internal");
        } finally { exchange.close(); }
    }
    static void problem(HttpExchange exchange, int status, String code) throws IOException {
        answer(exchange, status, "application/problem+json", String.format("{\"type\":\"about:blank\",\"status\":%d,\"code\":\"%s\"}", status, code));
    }
    static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, text.getBytes(UTF_8).length);
        exchange.getResponseBody().write(text.getBytes(UTF_8));
    }

    static String take(HttpExchange exchange) throws Exception {
        if (!exchange.getRequestMethod().equals("POST")) throw new Refusal(405, "method");
        byte[] body = exchange.getRequestBody().readNBytes(LIMIT + 1);
        if (body.length > LIMIT) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream()); // or the browser hears of a broken connection and sends it again
            throw new Refusal(413, "too-large");
        }
        String type = Objects.toString(exchange.getRequestHeaders().getFirst("Content-Type"), "");
        Parts parts = type.startsWith("multipart/form-data") ? multipart(body, type)
            : type.startsWith("application/x-www-form-urlencoded") ? new Parts(field(new String(body, UTF_8)), Map.of()) : new Parts(body, Map.of());
        Verified verified = verify(parts.raw());
        receive(verified, System.getenv("AUDIENCE"), List.of(System.getenv("FORMS").split(",")), new HashMap<>());
        JsonNode named = verified.body().path("attachments");
        if (!named.isArray() && !named.isMissingNode()) throw new Refusal(422, "attachments");
        for (JsonNode file : named) if (!parts.files().containsKey(file.path("digest").asText())) throw new Refusal(422, "attachments");
        String id = verified.body().get("submissionId").textValue(), key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (key != null && !key.equals(id)) throw new Refusal(422, "idempotency-key");
        return keep(parts, id, verified.digest(), named);
    }

    static byte[] field(String form) {
        for (String pair : form.split("&")) {
            if (pair.startsWith("submission=")) return URLDecoder.decode(pair.substring(11), UTF_8).getBytes(UTF_8);
        }
        return new byte[0];
    }
    /** RFC 7578. The JDK has no reader of its own: servlets do (`request.getParts()`), and so does Spring. One byte is one character here. */
    static Parts multipart(byte[] body, String type) throws GeneralSecurityException {
        byte[] raw = new byte[0];
        Map<String, byte[]> files = new HashMap<>();
        String boundary = type.replaceFirst("(?s).*boundary=\"?([^\";]*)\"?.*", "$1"), text = "\r\n" + new String(body, ISO_8859_1);
        String[] parts = text.split(java.util.regex.Pattern.quote("\r\n--" + boundary));
        for (int i = 1; i < parts.length; i++) {
            int end = parts[i].indexOf("\r\n\r\n");
            if (end < 0) continue;
            String head = parts[i].substring(0, end);
            byte[] content = parts[i].substring(end + 4).getBytes(ISO_8859_1);
            if (head.contains("name=\"submission\"")) raw = content;
            else files.put("sha-256:" + base64url(MessageDigest.getInstance("SHA-256").digest(content)), content);
        }
        return new Parts(raw, files);
    }

    /** Returns the receipt; of what is here already, the one that was given then. */
    static String keep(Parts parts, String id, String digest, JsonNode named) throws SQLException {
        String receipt = String.format("{\"submissionId\":\"%s\",\"digest\":\"%s\",\"receivedAt\":\"%s\"}", id, digest, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        try (Connection database = DriverManager.getConnection(System.getenv("DATABASE"))) {
            database.setAutoCommit(false); // closing without commit rolls back
            run(database, "INSERT INTO submission (submission_id, digest, receipt, body) VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE digest = digest", id, digest, receipt, new String(parts.raw(), UTF_8));
            for (JsonNode file : named) { // what came before has the same files, and of a conflict nothing is committed
                run(database, "INSERT INTO attachment VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE file_name = file_name", id, file.path("digest").asText(), file.path("fileName").asText(),
                    file.path("mediaType").asText(), parts.files().get(file.path("digest").asText()));
            }
            try (PreparedStatement find = database.prepareStatement("SELECT digest, receipt FROM submission WHERE submission_id = ?")) {
                find.setString(1, id);
                ResultSet kept = find.executeQuery();
                kept.next();
                if (!kept.getString(1).equals(digest)) throw new Refusal(409, "conflict");
                receipt = kept.getString(2);
            }
            database.commit();
            return receipt;
        }
    }
    static int run(Connection database, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
            return statement.executeUpdate();
        }
    }
}
