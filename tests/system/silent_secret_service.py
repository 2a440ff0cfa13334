"""A Secret Service that is on the bus and never answers, as behind a question on a screen that nobody sees."""

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

bus = DBusAddress("/org/freedesktop/DBus", bus_name="org.freedesktop.DBus", interface="org.freedesktop.DBus")
with open_dbus_connection() as connection:
    connection.send_and_get_reply(new_method_call(bus, "RequestName", "su", ("org.freedesktop.secrets", 0)))
    print("silent", flush=True)
    while True:
        connection.receive()
