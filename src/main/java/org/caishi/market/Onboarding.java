/** Lets markets, zones, vendors, stalls and plates into the register; the only writer of this module's tables. */
package org.caishi.market;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.platform.BadInput;
import org.caishi.platform.Ids;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.caishi.platform.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Component
public class Onboarding {
    /** Short enough for the largest letters on the plate, and for sign-in names and topics. */
    private static final Pattern STALL_NO = Pattern.compile("[A-Z0-9]([A-Z0-9-]{0,8}[A-Z0-9])?");

    private final MarketRows marketRows;
    private final VendorRows vendorRows;
    private final StallRows stallRows;
    private final PlateRows plateRows;
    private final Markets markets;
    private final Vendors vendors;
    private final Plates plates;
    private final AuditTrail audit;
    private final Vault vault;
    private final Ids ids;
    private final InstantSource clock;
    private final Transactions transactions;
    private final SecureRandom random = new SecureRandom();

    Onboarding(
            MarketRows marketRows,
            VendorRows vendorRows,
            StallRows stallRows,
            PlateRows plateRows,
            Markets markets,
            Vendors vendors,
            Plates plates,
            AuditTrail audit,
            Vault vault,
            Ids ids,
            InstantSource clock,
            Transactions transactions) {
        this.marketRows = marketRows;
        this.vendorRows = vendorRows;
        this.stallRows = stallRows;
        this.plateRows = plateRows;
        this.markets = markets;
        this.vendors = vendors;
        this.plates = plates;
        this.audit = audit;
        this.vault = vault;
        this.ids = ids;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** Opens a market; its id is the caller's choice, for it stands in every plate. */
    public Market openMarket(Market market) {
        if (market.marketId() < 1 || market.marketId() > PlateToken.MAX_MARKET) {
            throw new IllegalArgumentException("no plate can say market " + market.marketId());
        }
        return transactions.run(() -> {
            marketRows.add(MarketRows.MarketRow.of(market));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    markets.forget();
                }
            });
            return market;
        });
    }

    public Zone addZone(long marketId, String name, int position) {
        Zone zone = new Zone(marketId, ids.next(marketId), name, position);
        marketRows.addZone(zone);
        return zone;
    }

    /**
     * Admits a vendor; the owner's name and phone are sealed here and leave only masked.
     *
     * @throws BadInput when the name is blank or the phone is no mobile number
     */
    public Vendor admit(NewVendor candidate) {
        if (candidate.ownerName().isBlank()) {
            throw new BadInput("market.vendor.owner.missing");
        }
        PhoneNumber phone =
                PhoneNumber.read(candidate.phone()).orElseThrow(() -> new BadInput("market.vendor.phone.unreadable"));
        Vendor vendor = new Vendor(
                candidate.marketId(),
                ids.next(candidate.marketId()),
                candidate.tradeName(),
                OwnerMask.of(candidate.ownerName()),
                phone.masked(),
                candidate.category(),
                candidate.licenceNo(),
                VendorState.ACTIVE);
        vendorRows.add(
                vendor,
                vault.seal(candidate.ownerName().strip(), Vendors.OWNER),
                vault.seal(phone.digits(), Vendors.PHONE),
                vault.hash(phone.digits(), Vendors.PHONE),
                clock.instant());
        return vendor;
    }

    /**
     * Adds a vacant stall.
     *
     * @throws BadInput when the number is taken or not made of letters, digits and hyphens
     */
    public Stall addStall(NewStall stall) {
        if (!STALL_NO.matcher(stall.stallNo()).matches()) {
            throw new BadInput("market.stall.number.unreadable", stall.stallNo());
        }
        Stall added = new Stall(
                stall.marketId(),
                ids.next(stall.marketId()),
                stall.zoneId(),
                stall.stallNo(),
                null,
                stall.position(),
                stall.mapX(),
                stall.mapY(),
                StallState.VACANT);
        try {
            stallRows.add(added);
        } catch (DuplicateKeyException taken) {
            throw new BadInput("market.stall.number.taken", stall.stallNo());
        }
        return added;
    }

    /** Gives a stall to a vendor with a new plate, and revokes the plate that hung there before. */
    public Plate bindPlate(long marketId, long stallId, long vendorId) {
        return bindPlate(marketId, stallId, vendorId, PlateToken.draw(marketId, random), null);
    }

    /**
     * The same with a token that was drawn elsewhere: plates printed in advance, the demonstration's plates.
     *
     * @param who stands in the audit trail; null where no person acts
     * @throws NotFound when the market has no such stall or vendor
     */
    public Plate bindPlate(long marketId, long stallId, long vendorId, String token, @Nullable Person who) {
        if (PlateToken.marketOf(token) != marketId) {
            throw new IllegalArgumentException("no token of market " + marketId);
        }
        return transactions.run(() -> {
            Stall stall = stallRows.lock(marketId, stallId).orElseThrow(() -> new NotFound("stall " + stallId));
            Vendor vendor = vendors.byId(marketId, vendorId);
            plateRows.ofStall(marketId, stallId).ifPresent(former -> plates.changed(former.token()));
            plates.changed(token);
            int revoked = plateRows.revoke(marketId, stallId, clock.instant());
            int number = plateRows.everOf(marketId, stallId) + 1;
            Plate plate = new Plate(
                    marketId,
                    ids.next(marketId),
                    token,
                    "%d-%s-%d".formatted(marketId, stall.stallNo(), number),
                    stallId,
                    vendor.vendorId(),
                    PlateState.ACTIVE);
            plateRows.add(plate, clock.instant());
            stallRows.letIn(marketId, stallId, vendorId);
            audit.record(
                    marketId,
                    who,
                    revoked == 0 ? "plate.bind" : "plate.rebind",
                    "stall " + stall.stallNo(),
                    "plate %s to vendor %d".formatted(plate.serial(), vendorId));
            return plate;
        });
    }
}
