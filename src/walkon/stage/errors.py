"""What the stage cannot draw, said to a person.

BadInput
+-- UnknownSetting, UnknownCostume, UnknownProp a word the catalogue does not have
+-- HourNotThere, WeatherNotThere                              the setting exists, but not like that
+-- SizeNotDrawable                                            too small, too large or odd
Broken
+-- CatalogueBroken                                            a data file of this installation is wrong
+-- PlatesMissing                                              pictures of a setting or costume are not installed
+-- NobodyToDraw                                               an engine forgot a cast member
"""

from __future__ import annotations

from walkon.domain.errors import BadInput, Broken


class UnknownSetting(BadInput):
    code = "unknown_setting"
    en = "There is no setting called “{id}”; there are: {known}."
    ko = "“{id}”이라는 배경은 없습니다. 쓸 수 있는 배경: {known}."


class UnknownCostume(BadInput):
    code = "unknown_costume"
    en = "There is no costume called “{id}”; there are: {known}."
    ko = "“{id}”이라는 의상은 없습니다. 쓸 수 있는 의상: {known}."


class UnknownProp(BadInput):
    code = "unknown_prop"
    en = "There is no prop called “{id}”; there are: {known}."
    ko = "“{id}”이라는 소품은 없습니다. 쓸 수 있는 소품: {known}."


class HourNotThere(BadInput):
    code = "hour_not_there"
    en = "The setting “{setting}” cannot be shown at “{hour}”; it can at: {known}."
    ko = "“{setting}” 배경은 “{hour}”에 보여 줄 수 없습니다. 가능한 시간: {known}."


class WeatherNotThere(BadInput):
    code = "weather_not_there"
    en = "The setting “{setting}” cannot have the weather “{weather}”; it can have: {known}."
    ko = "“{setting}” 배경에는 “{weather}” 날씨를 쓸 수 없습니다. 가능한 날씨: {known}."


class SizeNotDrawable(BadInput):
    code = "size_not_drawable"
    en = "A film cannot be {width} x {height} pixels: both must be even, from {least} to {most}."
    ko = "{width} x {height} 크기로는 만들 수 없습니다. 가로와 세로 모두 짝수여야 하고 {least}~{most}이어야 합니다."


class CatalogueBroken(Broken):
    code = "catalogue_broken"
    en = "The stage's catalogue is damaged at {where}: {what}. Install Walkon again."
    ko = "무대 목록의 {where} 부분이 잘못되었습니다({what}). Walkon을 다시 설치하세요."


class PlatesMissing(Broken):
    code = "plates_missing"
    en = "The pictures of “{name}” are missing or damaged in this installation. Install Walkon again."
    ko = "“{name}”의 그림 파일이 없거나 손상되었습니다. Walkon을 다시 설치하세요."


class NobodyToDraw(Broken):
    code = "nobody_to_draw"
    en = "The plan shows {handle}, but no likeness of {handle} was handed to the stage."
    ko = "계획에는 {handle}이(가) 나오지만 무대에 전달된 모습이 없습니다."
