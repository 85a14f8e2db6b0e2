/** A day's trade bill of WeChat Pay: fetched, unpacked, compared with its checksum, read. */
package org.caishi.channel.wechat;

import com.wechat.pay.java.service.billdownload.BillDownloadService;
import com.wechat.pay.java.service.billdownload.model.BillType;
import com.wechat.pay.java.service.billdownload.model.GetTradeBillRequest;
import com.wechat.pay.java.service.billdownload.model.QueryBillEntity;
import com.wechat.pay.java.service.billdownload.model.TarType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.caishi.channel.BillDesk;
import org.caishi.channel.BillLine;

/**
 * {@code GET /v3/bill/tradebill}, ready from 10:00 of the next day; the file itself is not signed, so its SHA-1 (over the
 * unpacked bytes) is what vouches for it. Small merchants (小微) appear only in the provider's whole bill, so that is asked for.
 */
final class WechatBillDesk implements BillDesk {
    /** About ten million lines; more is not a day of this product. */
    private static final long MOST_BYTES = 4L << 30;

    private final WechatConnection connection;
    private final BillDownloadService service;

    WechatBillDesk(WechatConnection connection) {
        this.connection = connection;
        this.service = new BillDownloadService.Builder()
                .httpClient(connection.http())
                .decryptor(connection.decryptor())
                .build();
    }

    @Override
    public BillResult fetch(LocalDate day, Path folder) {
        GetTradeBillRequest request = new GetTradeBillRequest();
        request.setBillDate(day.toString());
        request.setBillType(BillType.ALL);
        request.setTarType(TarType.GZIP);
        return switch (WechatAnswer.of(() -> service.getTradeBill(request))) {
            case WechatAnswer.Given<QueryBillEntity>(QueryBillEntity bill) ->
                download(bill, folder.resolve("wechat-" + day + ".csv"));
            case WechatAnswer.Refused<QueryBillEntity> refused ->
                switch (refused.code()) {
                    case "NO_STATEMENT_EXIST" -> new BillResult.Empty();
                    case "STATEMENT_CREATING" -> new BillResult.NotReady(refused.words());
                    default -> new BillResult.Unknown(refused.code() + " " + refused.words());
                };
            case WechatAnswer.Silent<QueryBillEntity>(String why) -> new BillResult.Unknown(why);
        };
    }

    /** The file appears under its name only when it is whole. */
    private BillResult download(QueryBillEntity bill, Path target) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            try (InputStream packed = connection.download(bill.getDownloadUrl());
                    InputStream unpacked = new GZIPInputStream(packed);
                    OutputStream file = new DigestOutputStream(Files.newOutputStream(part), sha1)) {
                copy(unpacked, file);
            }
            if (!HexFormat.of().formatHex(sha1.digest()).equalsIgnoreCase(bill.getHashValue())) {
                return new BillResult.Unknown("the bill's checksum does not fit: fetch it again");
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            return new BillResult.Fetched(target);
        } catch (IOException | IllegalArgumentException broken) {
            return new BillResult.Unknown(
                    "the bill could not be fetched, " + broken.getClass().getSimpleName());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            discard(part);
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long copied = 0;
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            copied += count;
            if (copied > MOST_BYTES) {
                throw new IOException("a bill of more than " + MOST_BYTES + " bytes");
            }
            to.write(buffer, 0, count);
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException left) {
            // The next try overwrites it.
        }
    }

    @Override
    public long read(Path bill, Consumer<BillLine> each) throws IOException {
        return new WechatBill(bill).read(each);
    }
}
