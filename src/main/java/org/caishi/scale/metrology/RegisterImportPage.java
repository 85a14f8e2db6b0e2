/** The page on which the particulars of many scales are taken from a sheet, and the sheet to fill in. */
package org.caishi.scale.metrology;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.caishi.identity.MarketManager;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.platform.BadInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.MessageSourceAccessor;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@MarketManager
@RequestMapping("/manage/{marketCode}/scales/import")
class RegisterImportPage {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final MarketDoor door;
    private final RegisterImport sheets;
    private final MessageSource messages;

    RegisterImportPage(MarketDoor door, RegisterImport sheets, MessageSource messages) {
        this.door = door;
        this.sheets = sheets;
        this.messages = messages;
    }

    @GetMapping
    String page(@AuthenticationPrincipal Person person, @PathVariable String marketCode, Model model) {
        return show(door.enter(person, marketCode), List.of(), model);
    }

    @GetMapping("/template.xlsx")
    void template(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        Market market = door.enter(person, marketCode);
        MessageSourceAccessor words = new MessageSourceAccessor(messages, locale);
        List<RegisteredScale> scales = sheets.scales(market);
        response.setContentType(XLSX);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(words.getMessage("metrology.import.sheet") + ".xlsx", StandardCharsets.UTF_8)
                        .build()
                        .toString());
        RegisterTemplate.write(scales, words, response.getOutputStream());
    }

    @PostMapping
    String take(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam(name = "file", required = false) @Nullable MultipartFile file,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response)
            throws IOException {
        Market market = door.enter(person, marketCode);
        try {
            return switch (sheets.take(person, market, bytes(file), name(file))) {
                case RegisterImport.Outcome.Taken(int scales, int changed, int verified) -> {
                    next.addFlashAttribute("taken", scales);
                    next.addFlashAttribute("changed", changed);
                    next.addFlashAttribute("verified", verified);
                    yield "redirect:/manage/{marketCode}/scales/import";
                }
                case RegisterImport.Outcome.Refused(var faults) -> {
                    ScalePage.refuse(new BadInput("metrology.import.refused", faults.size()), model, response);
                    yield show(market, faults, model);
                }
            };
        } catch (BadInput wrong) {
            ScalePage.refuse(wrong, model, response);
            return show(market, List.of(), model);
        }
    }

    /** Too large a file is not even read. */
    private static byte[] bytes(@Nullable MultipartFile file) throws IOException {
        if (file == null || file.isEmpty()) {
            throw new BadInput("metrology.import.none");
        }
        if (file.getSize() > FilledSheet.MOST_BYTES) {
            throw new BadInput("metrology.import.large", FilledSheet.MOST_BYTES / 1024);
        }
        return file.getBytes();
    }

    private static String name(@Nullable MultipartFile file) {
        return file == null ? "" : Objects.requireNonNullElse(file.getOriginalFilename(), "");
    }

    private String show(Market market, List<SheetFault> faults, Model model) {
        model.addAttribute("market", market);
        model.addAttribute("faults", faults);
        model.addAttribute("columns", RegisterColumn.values());
        model.addAttribute("mostRows", FilledSheet.MOST_ROWS);
        model.addAttribute("mostKilobytes", FilledSheet.MOST_BYTES / 1024);
        return "scale/import";
    }
}
