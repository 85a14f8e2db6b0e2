/** The address at which a network player listens to a market: a WAV file that never ends, silent until something is said. */
package org.caishi.speaker;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.caishi.device.Device;
import org.caishi.identity.Anyone;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.platform.NotFound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The request's own virtual thread writes: a player that does not read holds up itself and nobody else. */
@Controller
class PublicAddressStream {
    private static final Logger LOG = LoggerFactory.getLogger(PublicAddressStream.class);
    private static final String AGAIN_SECONDS = "30";

    private final Markets markets;
    private final StreamAddresses addresses;
    private final StreamedSpeakers streams;
    private final SpokenAudio audio;
    private final MessageSource words;

    PublicAddressStream(
            Markets markets,
            StreamAddresses addresses,
            StreamedSpeakers streams,
            SpokenAudio audio,
            MessageSource words) {
        this.markets = markets;
        this.addresses = addresses;
        this.streams = streams;
        this.audio = audio;
        this.words = words;
    }

    static String path(Market market, String token) {
        return "/public-address/" + market.code() + "/" + token + ".wav";
    }

    @Anyone
    @GetMapping("/public-address/{marketCode}/{token}.wav")
    void listen(
            @PathVariable String marketCode,
            @PathVariable String token,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale)
            throws IOException, InterruptedException {
        Device speaker = markets.byCode(marketCode)
                .flatMap(market -> addresses.speakerOf(market.marketId(), token))
                .orElseThrow(() -> new NotFound("a stream of market " + marketCode));
        if (!audio.isInstalled()) {
            refuse(response, words.getMessage("speaker.audio.missing", null, locale));
            return;
        }
        response.setContentType("audio/wav");
        response.setHeader("Cache-Control", "no-store");
        if (!request.getMethod().equals("HEAD")) {
            stream(speaker, token, response, locale);
        }
    }

    private void stream(Device speaker, String token, HttpServletResponse response, Locale locale)
            throws IOException, InterruptedException {
        StreamListener listener = streams.listen(speaker, token).orElse(null);
        if (listener == null) {
            refuse(response, words.getMessage("speaker.hall.full", null, locale));
            return;
        }
        try {
            listener.run(response.getOutputStream());
        } catch (IOException gone) {
            LOG.debug("a player of {} has gone: {}", speaker.serial(), gone.toString());
        } finally {
            streams.leave(speaker, listener);
        }
    }

    private static void refuse(HttpServletResponse response, String why) throws IOException {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", AGAIN_SECONDS);
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream().write(why.getBytes(StandardCharsets.UTF_8));
    }
}
