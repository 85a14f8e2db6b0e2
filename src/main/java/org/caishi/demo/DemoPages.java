/** The page from which the demonstration is tried: all ends with their sign-ins, and a few plates to pay at. */
package org.caishi.demo;

import java.util.List;
import java.util.Set;
import org.caishi.identity.Anyone;
import org.caishi.market.PlateSheet;
import org.caishi.market.PlateSheets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

@Anyone
@OnlyInDemo
@Controller
class DemoPages {
    /** Each stands for something: a vegetable stall, one with a speech chip, one whose fee is borne by the market, a snack. */
    private static final Set<String> SHOWN = Set.of("laocheng/A01", "laocheng/D01", "laocheng/F20", "hepan/S01");

    private final Demonstration demonstration;
    private final PlateSheets sheets;
    private final DemoEnds ends;
    private final History history;

    DemoPages(Demonstration demonstration, PlateSheets sheets, DemoEnds ends, History history) {
        this.demonstration = demonstration;
        this.sheets = sheets;
        this.ends = ends;
        this.history = history;
    }

    @GetMapping("/demo")
    String demo(Model model) {
        model.addAttribute("people", ends.people());
        model.addAttribute("devices", ends.devices());
        model.addAttribute("password", Demonstration.PASSWORD);
        model.addAttribute("pin", Demonstration.PIN);
        model.addAttribute("plates", shown());
        history.progress().ifPresent(progress -> model.addAttribute("history", progress));
        return "demo/demo";
    }

    /** Opens a stall's page as if this browser were a wallet's, or as the browser that it is. */
    @GetMapping("/demo/as/{browser}/{token}")
    ResponseEntity<Void> open(@PathVariable String browser, @PathVariable String token) {
        boolean wallet = PretendedWallet.isWallet(browser);
        ResponseCookie cookie = ResponseCookie.from(PretendedWallet.COOKIE, wallet ? browser : "")
                .path("/q/")
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(wallet ? -1 : 0)
                .build();
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .header(HttpHeaders.LOCATION, "/q/" + token.replaceAll("[^0-9a-z]", ""))
                .build();
    }

    private List<PlateSheet> shown() {
        return demonstration.markets().stream()
                .flatMap(market -> SHOWN.stream()
                        .filter(name -> name.startsWith(market.code() + "/"))
                        .sorted()
                        .map(name -> sheets.of(market, name.substring(name.indexOf('/') + 1))))
                .toList();
    }
}
