// Verifies a signed submission with the JDK and Jackson: steps 1 to 6 of docs/envelope.md. Receive.java has the others.
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.*;
import java.security.spec.*;
import java.util.*;
import static java.nio.charset.StandardCharsets.UTF_8;

class Verify extends Strict {
    record Verified(JsonNode body, String digest) {}
    static String base64url(byte[] raw) { return Base64.getUrlEncoder().withoutPadding().encodeToString(raw); }
    static String sha256(String text) throws GeneralSecurityException { return base64url(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8))); }
    static byte[] decoded(JsonNode text, String reason) {
        try {
            byte[] raw = Base64.getUrlDecoder().decode(text.isTextual() ? text.textValue() : "?");
            need(base64url(raw).equals(text.textValue()), reason); // one text for one sequence of bytes
            return raw;
        } catch (IllegalArgumentException e) { throw new Refused(reason); }
    }
    static boolean only(JsonNode node, String names) {
        boolean[] only = { node.isObject() };
        node.fieldNames().forEachRemaining(name -> only[0] &= List.of(names.split(" ")).contains(name));
        return only[0];
    }
    /** The JDK takes any pair of numbers for a point, and only finds that no signature holds. */
    static boolean onCurve(ECPoint point, EllipticCurve curve) {
        BigInteger x = point.getAffineX(), y = point.getAffineY(), p = ((ECFieldFp) curve.getField()).getP();
        boolean below = x.compareTo(p) < 0 && y.compareTo(p) < 0;
        return below && y.pow(2).subtract(x.pow(3)).subtract(x.multiply(curve.getA())).subtract(curve.getB()).mod(p).signum() == 0;
    }
    static Verified verify(byte[] raw) throws GeneralSecurityException {
        JsonNode whole = read(raw, 1 << 20, 32, "json");
        need(whole.isObject() && whole.path("signature").isTextual(), "envelope");
        ObjectNode body = (ObjectNode) whole;
        String value = body.remove("signature").textValue();
        String[] parts = value.split("\\.\\.", 2);
        byte[] signature = decoded(body.textNode(parts.length == 2 ? parts[1] : "?"), "envelope");
        need(signature.length == 64, "envelope");
        JsonNode header = read(decoded(body.textNode(parts[0]), "header"), 4096, 2, "header"), jwk = header.path("jwk");
        need(only(header, "alg typ kid jwk nonce") && only(jwk, "kty crv x y"), "header");
        need("ES256".equals(header.path("alg").textValue()) && "intake-submission+jws".equals(header.path("typ").textValue()), "header");
        need(header.path("kid").isTextual() && (!header.has("nonce") || header.get("nonce").isTextual()), "header");
        byte[] x = decoded(jwk.path("x"), "key"), y = decoded(jwk.path("y"), "key");
        need("EC".equals(jwk.path("kty").textValue()) && "P-256".equals(jwk.path("crv").textValue()) && x.length == 32 && y.length == 32, "key");
        need(header.get("kid").textValue().equals(sha256(canonical(jwk, 1))), "key");
        AlgorithmParameters p256 = AlgorithmParameters.getInstance("EC");
        p256.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(new BigInteger(1, x), new BigInteger(1, y));
        need(onCurve(point, p256.getParameterSpec(ECParameterSpec.class).getCurve()), "key");
        String payload = canonical(body, 32);
        Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
        ecdsa.initVerify(KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, p256.getParameterSpec(ECParameterSpec.class))));
        ecdsa.update((parts[0] + "." + base64url(payload.getBytes(UTF_8))).getBytes(UTF_8));
        try { need(ecdsa.verify(signature), "signature"); } catch (SignatureException e) { throw new Refused("signature"); }
        need(payload.getBytes(UTF_8).length + value.length() + 15 <= 1 << 20, "json");
        return new Verified(body, "sha-256:" + sha256(payload));
    }
}
