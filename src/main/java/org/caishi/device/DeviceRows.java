/** The rows of {@code device_device} and of the directory that finds a device's market by its serial. */
package org.caishi.device;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Arg;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.ResultMap;
import org.apache.ibatis.annotations.Results;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
interface DeviceRows {
    String DEVICE = "device";

    /** The same, as a part of another row. */
    String DEVICE_ROW = "org.caishi.device.DeviceRows.device";

    /** Refused by its key when another device has the serial. */
    @Insert("""
            insert into device_directory (serial, market_id, device_id)
            values (#{device.serial}, #{device.marketId}, #{device.deviceId})
            """)
    void enter(@Param("device") DeviceRow device);

    @Insert("""
            insert into device_device (market_id, device_id, serial, kind, maker, model, protocol, link, address,
                                       settings, stall_id, key_sealed, state, verified_until, created_at)
            values (#{device.marketId}, #{device.deviceId}, #{device.serial}, #{device.kind}, #{device.maker},
                    #{device.model}, #{device.protocol}, #{device.link}, #{device.address}, #{device.settings},
                    #{device.stallId}, #{keySealed}, 'ACTIVE', #{device.verifiedUntil}, #{at})
            """)
    void add(@Param("device") DeviceRow device, @Param("keySealed") byte[] keySealed, @Param("at") Instant at);

    /** With its keys, in hex as in {@link #keySealed}: who signs in or is authorised costs one select, not three. */
    @Arg(resultMap = DEVICE_ROW, javaType = DeviceRow.class)
    @Arg(column = "own_key", javaType = String.class)
    @Arg(column = "other_key", javaType = String.class)
    @Arg(column = "other_state", javaType = KeyChanges.State.class)
    @Arg(column = "other_until_at", javaType = Instant.class)
    @Select("""
            select d.market_id, d.device_id, d.serial, d.kind, d.maker, d.model, d.protocol, d.link, d.address,
                   d.settings, d.stall_id, d.verified_until, hex(d.key_sealed) as own_key,
                   hex(k.other_sealed) as other_key, k.state as other_state, k.until_at as other_until_at
              from device_directory p
              join device_device d on d.market_id = p.market_id and d.device_id = p.device_id
              left join device_key_change k on k.market_id = d.market_id and k.device_id = d.device_id
             where p.serial = #{serial} and d.state = 'ACTIVE'
            """)
    Optional<KeyedRow> bySerial(@Param("serial") String serial);

    @ResultMap(DEVICE)
    @Select("""
            select market_id, device_id, serial, kind, maker, model, protocol, link, address, settings, stall_id,
                   verified_until
              from device_device
             where market_id = #{marketId} and device_id = #{deviceId} and state = 'ACTIVE'
            """)
    Optional<DeviceRow> byId(@Param("marketId") long marketId, @Param("deviceId") long deviceId);

    @ResultMap(DEVICE)
    @Select("""
            select market_id, device_id, serial, kind, maker, model, protocol, link, address, settings, stall_id,
                   verified_until
              from device_device
             where market_id = #{marketId} and stall_id = #{stallId} and state = 'ACTIVE'
             order by device_id
            """)
    List<DeviceRow> ofStall(@Param("marketId") long marketId, @Param("stallId") long stallId);

    /**
     * A market may have ten thousand. The columns are told one by one, in the record's order: to match them by name costs
     * more a row than the server's own work.
     */
    @Results(id = DEVICE)
    @Arg(column = "market_id", javaType = long.class)
    @Arg(column = "device_id", javaType = long.class)
    @Arg(column = "serial", javaType = String.class)
    @Arg(column = "kind", javaType = DeviceKind.class)
    @Arg(column = "maker", javaType = String.class)
    @Arg(column = "model", javaType = String.class)
    @Arg(column = "protocol", javaType = String.class)
    @Arg(column = "link", javaType = LinkKind.class)
    @Arg(column = "address", javaType = String.class)
    @Arg(column = "settings", javaType = String.class)
    @Arg(column = "stall_id", javaType = Long.class)
    @Arg(column = "verified_until", javaType = LocalDate.class)
    @Select("""
            select market_id, device_id, serial, kind, maker, model, protocol, link, address, settings, stall_id,
                   verified_until
              from device_device
             where market_id = #{marketId} and state = 'ACTIVE'
             order by device_id
            """)
    List<DeviceRow> of(@Param("marketId") long marketId);

    /** Those for which the product itself must act: open a port, dial, or know an address. */
    @ResultMap(DEVICE)
    @Select("""
            select market_id, device_id, serial, kind, maker, model, protocol, link, address, settings, stall_id,
                   verified_until
              from device_device
             where market_id = #{marketId} and state = 'ACTIVE' and address <> '' and edge_id is null
               and link in ('SERIAL', 'TCP_OUT', 'TCP_IN')
             order by device_id
            """)
    List<DeviceRow> linked(@Param("marketId") long marketId);

    @ResultMap(DEVICE)
    @Select("""
            select market_id, device_id, serial, kind, maker, model, protocol, link, address, settings, stall_id,
                   verified_until
              from device_device
             where market_id = #{marketId} and edge_id = #{edgeId} and state = 'ACTIVE' and kind = 'SCALE'
             order by device_id
            """)
    List<DeviceRow> onEdge(@Param("marketId") long marketId, @Param("edgeId") long edgeId);

    /** Empty also when it hangs on none. */
    @Select("""
            select edge_id
              from device_device
             where market_id = #{marketId} and device_id = #{deviceId} and edge_id is not null
            """)
    Optional<Long> edgeOf(@Param("marketId") long marketId, @Param("deviceId") long deviceId);

    /** Also where nothing changes it counts the row: the connection tells rows found. */
    @Update("""
            update device_device
               set edge_id = #{edgeId}
             where market_id = #{marketId} and device_id = #{deviceId} and state = 'ACTIVE' and kind = 'SCALE'
            """)
    int setEdge(
            @Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("edgeId") @Nullable Long edgeId);

    /** In hex, for a bare byte array as a result would be taken for a list of rows. */
    @Select("""
            select hex(key_sealed) as key_sealed
              from device_device
             where market_id = #{marketId} and device_id = #{deviceId}
            """)
    Optional<String> keySealed(@Param("marketId") long marketId, @Param("deviceId") long deviceId);

    @Update("""
            update device_device
               set maker = #{change.maker}, model = #{change.model}, protocol = #{change.protocol},
                   link = #{change.link}, address = #{change.address}, settings = #{settings},
                   stall_id = #{change.stallId}
             where market_id = #{marketId} and device_id = #{deviceId} and state = 'ACTIVE'
            """)
    int change(
            @Param("marketId") long marketId,
            @Param("deviceId") long deviceId,
            @Param("change") DeviceChange change,
            @Param("settings") String settings);

    @Update("""
            update device_device
               set state = 'RETIRED'
             where market_id = #{marketId} and device_id = #{deviceId} and state = 'ACTIVE'
            """)
    int retire(@Param("marketId") long marketId, @Param("deviceId") long deviceId);

    /** Counts the row where nothing changes, too. */
    @Update("""
            update device_device
               set stall_id = #{stallId}
             where market_id = #{marketId} and device_id = #{deviceId} and state = 'ACTIVE'
            """)
    int bind(
            @Param("marketId") long marketId,
            @Param("deviceId") long deviceId,
            @Param("stallId") @Nullable Long stallId);

    /** Frees the serial: a repaired device may be registered again. */
    @Delete("""
            delete from device_directory
             where serial = #{serial} and market_id = #{marketId} and device_id = #{deviceId}
            """)
    int leave(@Param("serial") String serial, @Param("marketId") long marketId, @Param("deviceId") long deviceId);

    @Select("""
            select device_id, last_seen_at, battery, signal_dbm as `signal`, firmware, volume
              from device_device
             where market_id = #{marketId} and state = 'ACTIVE'
             order by device_id
            """)
    List<DeviceHealth> health(@Param("marketId") long marketId);

    /** A device as its row has it. */
    record DeviceRow(
            long marketId,
            long deviceId,
            String serial,
            DeviceKind kind,
            String maker,
            String model,
            String protocol,
            LinkKind link,
            String address,
            String settings,
            @Nullable Long stallId,
            @Nullable LocalDate verifiedUntil) {
        static DeviceRow of(long deviceId, NewDevice device) {
            return new DeviceRow(
                    device.marketId(),
                    deviceId,
                    device.serial(),
                    device.kind(),
                    device.maker(),
                    device.model(),
                    device.protocol(),
                    device.link(),
                    device.address(),
                    DeviceSettings.text(device.settings()),
                    device.stallId(),
                    device.verifiedUntil());
        }

        Device device() {
            return new Device(
                    marketId,
                    deviceId,
                    serial,
                    kind,
                    maker,
                    model,
                    protocol,
                    link,
                    address,
                    DeviceSettings.read(settings),
                    stallId,
                    verifiedUntil);
        }
    }

    /** A device's row and the keys that are good for it. */
    record KeyedRow(
            DeviceRow row,
            String ownKey,
            @Nullable String otherKey,
            KeyChanges.@Nullable State otherState,
            @Nullable Instant otherUntilAt) {
        SealedKeys keys() {
            return otherKey == null || otherState == null || otherUntilAt == null
                    ? new SealedKeys(ownKey, Optional.empty())
                    : new SealedKeys(ownKey, Optional.of(new SealedKeys.Other(otherKey, otherState, otherUntilAt)));
        }
    }
}
