"""An RTSP camera for the tests: rtsp-server.py PORT CODEC [USER PASSWORD]. Prints "ready" when it listens."""
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

Gst.init(None)
port, codec, *login = sys.argv[1:]
encoder = "x264enc" if codec == "h264" else "x265enc"
server = GstRtspServer.RTSPServer(service=port, address="127.0.0.1")
factory = GstRtspServer.RTSPMediaFactory(shared=True)
factory.set_launch(
    "( videotestsrc is-live=true pattern=ball ! video/x-raw,format=I420,width=320,height=240,framerate=30/1 "
    f"! {encoder} tune=zerolatency speed-preset=ultrafast key-int-max=10 ! rtp{codec}pay name=pay0 pt=96 )"
)
if login:
    user, password = login
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", user)
    auth.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), token)
    server.set_auth(auth)
    factory.add_role_from_structure(
        Gst.Structure.from_string(f"{user}, media.factory.access=true, media.factory.construct=true;")[0]
    )
server.get_mount_points().add_factory("/live", factory)
server.attach(None)
print("ready", flush=True)
GLib.MainLoop().run()
