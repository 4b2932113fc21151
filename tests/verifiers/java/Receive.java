// Whether to take a verified submission: steps 7 to 14 of docs/envelope.md.  java Receive AUDIENCE FORM-DIGEST,… FILE…
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.*;
import java.time.*;
import java.time.temporal.ChronoUnit;
import java.util.*;

class Receive extends Shape {
    static LocalDate day(JsonNode text) {
        try { return LocalDate.parse(text.textValue().substring(0, 10)); } catch (DateTimeException e) { throw new Refused("submission"); }
    }

    /** Throws Refused. `forms`: digests of what you published. `kept`: the digest of each id that is here already. */
    static void receive(Verified verified, String audience, List<String> forms, Map<String, String> kept) {
        JsonNode body = verified.body();
        need(fits(body), "submission");
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
