// Whether to take a verified submission: steps 7 to 14 of docs/envelope.md.  java Receive AUDIENCE FORM-DIGEST,… FILE…
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.*;
import java.time.*;
import java.time.temporal.ChronoUnit;
import java.util.*;

class Receive extends Verify {
    static final String MEMBERS = "format submissionId audience form signedAt evaluatedOn respondent supersedes answers absent outcome attachments";
    static final Map<String, String> SHAPES = Map.of(
        "format", "intake-submission/1",
        "submissionId", "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        "audience", "(?s).*",
        "signedAt", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z",
        "evaluatedOn", "\\d{4}-\\d\\d-\\d\\d");

    static boolean is(JsonNode node, String shape) { return node.isTextual() && node.textValue().matches(shape); }
    static LocalDate day(JsonNode text) {
        try { return LocalDate.parse(text.textValue().substring(0, 10)); } catch (DateTimeException e) { throw new Refused("submission"); }
    }

    /** Throws Refused. `forms`: digests of what you published. `kept`: the digest of each id that is here already. */
    static void receive(Verified verified, String audience, List<String> forms, Map<String, String> kept) {
        JsonNode body = verified.body();
        need(only(body, MEMBERS) && SHAPES.entrySet().stream().allMatch(one -> is(body.path(one.getKey()), one.getValue())), "submission");
        need(is(body.path("form").path("digest"), "sha-256:[A-Za-z0-9_-]{43}"), "submission");
        need(!body.has("supersedes") || is(body.get("supersedes"), "sha-256:[A-Za-z0-9_-]{43}"), "submission");
        long apart = ChronoUnit.DAYS.between(day(body.get("signedAt")), day(body.get("evaluatedOn")));
        need(body.get("audience").textValue().equals(audience), "audience");
        need(forms.contains(body.get("form").get("digest").textValue()), "form");
        need(Math.abs(apart) <= 1, "day");
        String before = kept.putIfAbsent(body.get("submissionId").textValue(), verified.digest());
        need(before == null || before.equals(verified.digest()), "conflict");
    }

    public static void main(String[] words) throws Exception {
        Map<String, String> kept = new HashMap<>();
        for (String file : List.of(words).subList(2, words.length)) {
            try {
                Verified verified = verify(Files.readAllBytes(Path.of(file)));
                receive(verified, words[0], List.of(words[1].split(",")), kept);
                System.out.println(file + ": verified " + verified.digest());
            } catch (Refused refused) { System.out.println(file + ": refused [" + refused.getMessage() + "]"); }
        }
    }
}
