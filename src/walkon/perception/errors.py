"""What perception cannot do, said to a person.

Broken
+-- ModelMissing          a model file of this installation is not there or damaged

What is wrong with a take itself is no error here: it is measured, and judged in `walkon.domain.verification`.
"""

from __future__ import annotations

from walkon.domain.errors import Broken


class ModelMissing(Broken):
    code = "model_missing"
    en = "The model file “{file}” of the package {package} is missing or damaged. Install Walkon again."
    ko = "{package} 패키지의 모델 파일 “{file}”이 없거나 손상되었습니다. Walkon을 다시 설치하세요."
