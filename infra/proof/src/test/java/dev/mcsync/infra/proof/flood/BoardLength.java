package dev.mcsync.infra.proof.flood;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** Reads the board without keeping it, since one of a flooded system would not fit in here. */
record BoardLength(String url, String token) {

    /**
     * @param status 0 for none in time
     */
    record Read(int status, long bytes) {}

    private static final int PATIENCE_MILLIS = 20_000;

    Read read() {
        try {
            HttpURLConnection call =
                    (HttpURLConnection)
                            URI.create(url + "/api/dashboard/board").toURL().openConnection();
            call.setRequestProperty("x-mc-token", token);
            call.setConnectTimeout(PATIENCE_MILLIS);
            call.setReadTimeout(PATIENCE_MILLIS);
            int status = call.getResponseCode();
            try (InputStream body =
                    status < 400 ? call.getInputStream() : InputStream.nullInputStream()) {
                return new Read(status, lengthOf(body));
            }
        } catch (IOException _) {
            return new Read(0, 0);
        }
    }

    private static long lengthOf(InputStream body) throws IOException {
        byte[] part = new byte[64 * 1024];
        long length = 0;
        int count = body.read(part);
        while (count >= 0) {
            length += count;
            count = body.read(part);
        }
        return length;
    }
}
