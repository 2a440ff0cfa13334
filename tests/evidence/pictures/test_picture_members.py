"""Which pictures of a download may be opened: one's profile and cover pictures, and no others."""

import zipfile
from pathlib import Path

import pytest

from privacy_wizard.evidence.pictures import pictures_in
from privacy_wizard.evidence.pictures.worker import profile_pictures

PROFILE_OR_COVER = (
    "your_facebook_activity/posts/media/ProfilePictures_10150/1.jpg",
    "facebook-ann-2026/your_facebook_activity/posts/media/Coverphotos_77/2.PNG",
    "photos_and_videos/Cover_photos_12/3.jpg",
    "media/profile/202101/4.jpg",
    "twitter/data/profile_media/5.jpg",
    "Takeout/Profile/ProfilePhoto.jpg",
    "profile_pictures/photo_1.jpg",
    "archive/avatar.png",
    "header.webp",
)
OTHERS = (
    "messages/inbox/bob_1/photos/1.jpg",
    "your_facebook_activity/messages/inbox/bob_1/ProfilePictures_1/1.jpg",
    "your_facebook_activity/posts/media/Summer_12/1.jpg",
    "media/posts/202101/1.jpg",
    "data/tweets_media/1.jpg",
    "media/profile/clip.mp4",
    "Takeout/Google Photos/ProfilePhoto copy.jpg",
    "media/profile/1.json",
)


def test_by_their_folder_and_no_others() -> None:
    is_one = profile_pictures()
    assert [name for name in PROFILE_OR_COVER if not is_one(name)] == []
    assert [name for name in OTHERS if is_one(name)] == []


def test_by_what_the_download_itself_says_and_never_among_messages() -> None:
    told = (
        "posts/media/Profilbilder_3/9.jpg",
        "messages/inbox/bob_1/photos/1.jpg",
        "https://pics.example/8.jpg",
        "7.jpg",
    )
    is_one = profile_pictures(told)
    assert is_one("facebook-ann/posts/media/Profilbilder_3/9.jpg")
    assert not is_one("messages/inbox/bob_1/photos/1.jpg")
    assert not is_one("posts/media/Summer_12/7.jpg")  # a bare name may be anybody's


def test_nothing_else_is_listed_of_a_download_and_no_link_followed(tmp_path: Path) -> None:
    path = tmp_path / "facebook-ann.zip"
    link = zipfile.ZipInfo("media/profile/link.jpg")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as made:
        for name in (*PROFILE_OR_COVER, *OTHERS, "../media/profile/out.jpg"):
            made.writestr(name, b"x")
        made.writestr(link, "/etc/passwd")
    assert [each.member for each in pictures_in(path)] == list(PROFILE_OR_COVER)
    assert [each.name for each in pictures_in(path)][:2] == ["1.jpg", "2.PNG"]


@pytest.mark.parametrize("content", [b"", b"no archive"])
def test_what_is_no_download_has_no_pictures(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "letter.zip"
    path.write_bytes(content)
    assert pictures_in(path) == ()
